import type { App } from "../apps.js";

/** Whether the next job of the app is to fail. Each call takes one failure off the plan, so it is called once a job. */
export function takeFailure(app: App): boolean {
  if (app.jobsToFail === 0) return false;
  app.jobsToFail -= 1;
  return true;
}
