// The one call of each client, as a caller writes it; in a project it lies beside the folder of clients. A name of an import
// ends as `importExtension` says.

export const documents = [
  ["train-travel", "3.1/json/train-travel.json"],
  ["petstore", "3.0/json/petstore.json"],
  ["old-petstore", "2.0/json/petstore.json"],
] as const;

export function callsFor(ending: string): string {
  const index = ending === "" ? "index" : `index.${ending}`;
  return `import { createOldPetstore } from "./clients/old-petstore/${index}";
import { createPetstore } from "./clients/petstore/${index}";
import { createTrainTravel } from "./clients/train-travel/${index}";

/** Calls each service once, at the address of its sandbox. */
export async function callAll(baseUrls: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const lines: string[] = [];
  const options = (name: string) => ({ baseUrl: baseUrls[name] ?? "", accessToken: "token" });
  const stations = await createTrainTravel(options("train-travel")).stations.list();
  lines.push(\`train-travel \${stations.items.length > 0}\`);
  const pets = await createPetstore(options("petstore")).pet.findByStatus({ status: ["available"] });
  lines.push(\`petstore \${Array.isArray(pets)}\`);
  const oldPets = await createOldPetstore(options("old-petstore")).pet.findByStatus({ status: ["available"] });
  lines.push(\`old-petstore \${Array.isArray(oldPets)}\`);
  return lines;
}
`;
}
