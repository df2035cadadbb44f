import { z } from 'zod';
import { variables } from '../values.ts';
import { takeBackObstacles } from './take-back-obstacles.ts';

export const takeBackObstacle = z.enum(takeBackObstacles);
export type TakeBackObstacle = z.infer<typeof takeBackObstacle>;

/** `GET /api/v1/tasks/:id/take-back` */
export const takeBackView = z.object({
  possible: z.boolean(),
  /** Why not. */
  reason: takeBackObstacle.optional(),
  /** Of the task or step that stands in the way. */
  name: z.string().optional(),
  account: z.string().optional(),
  at: z.number().optional(),
});
export type TakeBackView = z.infer<typeof takeBackView>;

/** `POST /api/v1/tasks/:id/take-back`: the task is open again under its id, and what had been entered is here to go on with. */
export const takenBackTask = z.object({ taskId: z.string(), instanceId: z.string(), entered: variables });
export type TakenBackTask = z.infer<typeof takenBackTask>;
