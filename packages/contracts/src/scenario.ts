import { z } from 'zod';
import { variables } from './values.ts';

/**
 * A scenario: one story of a process as its owner tells it, in `processes/<key>/scenarios/<name>.json`. It is data; the
 * runner executes it on a virtual clock against the real server. The scenarios of a process together pass every node and
 * flow of its model. `processes/README.md` explains the format to those who write it.
 */

/** A demo person: role key and number (`front-desk-1`), or `admin`. */
const person = z.string().regex(/^([a-z]+(-[a-z]+)*-[1-9][0-9]*|admin)$/);
/** One person, or several who do the same one after the other. */
const people = z.union([person, z.array(person).min(1)]);
const elementId = z.string().min(1);
/** Date and time in the institution's zone, without an offset: `2026-03-02T09:00:00`; or a date, meaning its first moment. */
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/);
/** ISO 8601 (`P10D`, `PT4H`): exactly that long. */
const duration = z.string().regex(/^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/);
/** A term as in the model's deadlines (`10 working days`): until the end of its last day. */
const term = z.string().regex(/^[1-9]\d* (working days?|days?|weeks?|months?)$/);
/** What the reader should know about a step; the runner prints it. */
const say = z.string().optional();

const start = z.union([
  /** The none start event. */
  z.strictObject({
    as: person.optional(),
    businessKey: z.string().optional(),
    with: variables.optional(),
  }),
  z.strictObject({
    message: z.string().min(1),
    as: person.optional(),
    businessKey: z.string().optional(),
    with: variables.optional(),
  }),
  /** Id of a timer start event: the clock goes to its next firing. */
  z.strictObject({ timer: elementId }),
]);

/** What is true at this point of the story; all lists are complete unless they say otherwise. */
const expectation = z.strictObject({
  /** User tasks that are open, each as often as it is open, in any order. */
  waitingAt: z.array(elementId).optional(),
  /** Every user task entered since the start, in order, each as often as it was entered. */
  path: z.array(elementId).optional(),
  /** Elements of any kind that were passed at least once, in any order; others may have been passed too. */
  passed: z.array(elementId).optional(),
  /** Names of the messages thrown since the start, in order. */
  messages: z.array(z.string()).optional(),
  /** Keys of the processes that these messages started, in order, each as often as it was started. */
  started: z.array(z.string()).optional(),
  /** Role of each notice sent since the start, in order. */
  notified: z.array(z.string()).optional(),
  /** Values of the instance's variables; others may exist. */
  variables: variables.optional(),
  /** The case has ended, and the last end event it reached; `false`: it still runs. */
  ended: z.union([elementId, z.literal(false)]).optional(),
});

const step = z.union([
  /** Completes the oldest open task of this element that the person may complete; with several people, once each. */
  z.strictObject({ complete: elementId, as: people, with: variables.optional(), say }),
  /** Gives the agreement that the task of this element asks of the person's role; with several people, once each. */
  z.strictObject({ agree: elementId, as: people, say }),
  z.strictObject({ wait: z.union([duration, term]), say }),
  z.strictObject({ until: localTime, say }),
  /** To this case unless `businessKey` names another. */
  z.strictObject({ message: z.string().min(1), businessKey: z.string().optional(), with: variables.optional(), say }),
  z.strictObject({ expect: expectation, say }),
]);

export const scenario = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1),
  description: z.string().optional(),
  /** Key of the institution; default: the deployment's default institution. */
  institution: z.string().optional(),
  /** When the story begins; default 2026-03-02T09:00:00. */
  now: localTime.optional(),
  start,
  steps: z.array(step).min(1),
});

export type Scenario = z.infer<typeof scenario>;
export type ScenarioStart = z.infer<typeof start>;
export type ScenarioStep = z.infer<typeof step>;
export type ScenarioExpectation = z.infer<typeof expectation>;
