// The page's view of each service.

import type { Board } from "../page/board.js";
import { enablenowBoard } from "./enablenow/board.js";
import { personaBoard } from "./persona/board.js";

export const boards: readonly Board[] = [personaBoard, enablenowBoard];
