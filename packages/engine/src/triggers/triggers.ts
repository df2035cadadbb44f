import type { Rejection } from '@gaita/contracts';
import type { Step } from '../state/step.ts';
import type { Trigger, TriggerOf } from '../trigger.ts';
import { completeAdHoc, startAdHocActivity } from './ad-hoc.ts';
import { callFailed, calledEnded, calledError, calledEscalation } from './called.ts';
import { calledCompensated, compensate, forget } from './compensate.ts';
import { cancel, writeVariables } from './change-instance.ts';
import { eventArrived } from './event-arrived.ts';
import { goOn, jobCompleted, jobError, jobFailed } from './jobs.ts';
import { retryIncident } from './retry-incident.ts';
import { start } from './start.ts';
import { taskCompleted } from './task-completed.ts';
import { timerDue } from './timer-due.ts';

/** Each changes the step or refuses, having changed nothing. */
export const triggers: { readonly [T in Trigger['type']]: (step: Step, trigger: TriggerOf<T>) => Rejection | undefined } = {
  start,
  taskCompleted,
  timerDue,
  jobCompleted,
  jobError,
  jobFailed,
  messageArrived: eventArrived,
  signalArrived: eventArrived,
  calledEnded,
  calledError,
  calledEscalation,
  callFailed,
  calledCompensated,
  compensate,
  forget,
  startAdHocActivity,
  completeAdHoc,
  continue: goOn,
  retryIncident,
  writeVariables,
  cancel,
};
