import type { Tables } from '../state/step.ts';
import { adHocSubProcess } from './ad-hoc-sub-process.ts';
import { businessRuleTask } from './business-rule-task.ts';
import { callActivity } from './call-activity.ts';
import { catchEvent } from './catch-event.ts';
import { complexGateway } from './complex-gateway.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { pass } from './pass.ts';
import { receiveTask } from './receive-task.ts';
import { scriptTask } from './script-task.ts';
import { sendTask } from './send-task.ts';
import { serviceTask } from './service-task.ts';
import { subProcess } from './sub-process.ts';
import { throwEvent } from './throw-event.ts';
import { userTask } from './user-task.ts';

/** Elements that the kernel runs, one file each; `compile` refuses the others. */
export const behaviours: Tables['behaviours'] = {
  startEvent: pass,
  boundaryEvent: pass,
  endEvent: throwEvent,
  intermediateThrowEvent: throwEvent,
  intermediateCatchEvent: catchEvent,
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
  transaction: subProcess,
  adHocSubProcess,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  complexGateway,
};
