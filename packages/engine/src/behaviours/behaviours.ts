import type { Tables } from '../state/step.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { intermediateCatchEvent, throwEvent } from './events.ts';
import { eventBasedGateway, exclusiveGateway, inclusiveGateway, parallelGateway } from './gateways.ts';
import { receiveTask, sendTask } from './messages.ts';
import { pass } from './pass.ts';
import { scriptTask } from './script-task.ts';
import { serviceTask } from './service-task.ts';
import { subProcess } from './sub-process.ts';
import { userTask } from './user-task.ts';

/** Elements that the kernel runs; `compile` refuses the others. */
export const behaviours: Tables['behaviours'] = {
  startEvent: pass,
  boundaryEvent: pass,
  endEvent: throwEvent,
  intermediateThrowEvent: throwEvent,
  intermediateCatchEvent,
  task: pass,
  manualTask: pass,
  userTask,
  serviceTask,
  scriptTask,
  sendTask,
  receiveTask,
  businessRuleTask,
  callActivity,
  subProcess,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
};
