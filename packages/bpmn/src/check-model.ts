import type { Problem } from '@gaita/contracts';
import type { Model } from './model.ts';
import { readModel } from './read/read-model.ts';
import { activityFlows } from './rules/activity-flows.ts';
import { callsItself } from './rules/calls-itself.ts';
import { dataInput } from './rules/data-input.ts';
import { eventFlows } from './rules/event-flows.ts';
import { eventGatewayMix } from './rules/event-gateway-mix.ts';
import { idleGateway } from './rules/idle-gateway.ts';
import { processEnd } from './rules/process-end.ts';
import { repeatedFlow } from './rules/repeated-flow.ts';
import { sameBoundaryEvent } from './rules/same-boundary-event.ts';
import { standardLoop } from './rules/standard-loop.ts';
import { adHoc } from './rules/ad-hoc.ts';
import { beanCall } from './rules/bean-call.ts';
import { boundaryEvent } from './rules/boundary-event.ts';
import { cancelEvent } from './rules/cancel-event.ts';
import { compensationHandler } from './rules/compensation-handler.ts';
import { compensationStart } from './rules/compensation-start.ts';
import { compensationThrow } from './rules/compensation-throw.ts';
import { complexGateway } from './rules/complex-gateway.ts';
import { dueRule } from './rules/due-rule.ts';
import { endEvent } from './rules/end-event.ts';
import { eventBasedGateway } from './rules/event-based-gateway.ts';
import { eventSubProcess } from './rules/event-sub-process.ts';
import { eventValue } from './rules/event-value.ts';
import { executableProcess } from './rules/executable-process.ts';
import { expressionSyntax } from './rules/expression-syntax.ts';
import { gatewayConditions } from './rules/gateway-conditions.ts';
import { instantiating } from './rules/instantiating.ts';
import { knownRole } from './rules/known-role.ts';
import { linkPair } from './rules/link-pair.ts';
import { messageName } from './rules/message-name.ts';
import { missingText } from './rules/missing-text.ts';
import { multiInstance } from './rules/multi-instance.ts';
import { reachableNode } from './rules/reachable-node.ts';
import type { CheckContext, ModelRule, Rule } from './rules/rule.ts';
import { startEvent } from './rules/start-event.ts';
import { taskWork } from './rules/task-work.ts';
import { textLength } from './rules/text-length.ts';
import { thrownCode } from './rules/thrown-code.ts';
import { timerValue } from './rules/timer-value.ts';
import { userTaskName } from './rules/user-task-name.ts';
import { userTaskRole } from './rules/user-task-role.ts';

const modelRules: readonly ModelRule[] = [executableProcess, missingText];

const processRules: readonly Rule[] = [
  startEvent,
  endEvent,
  reachableNode,
  boundaryEvent,
  eventSubProcess,
  compensationHandler,
  compensationThrow,
  compensationStart,
  cancelEvent,
  gatewayConditions,
  eventBasedGateway,
  instantiating,
  linkPair,
  complexGateway,
  adHoc,
  messageName,
  eventValue,
  timerValue,
  thrownCode,
  taskWork,
  beanCall,
  multiInstance,
  expressionSyntax,
  userTaskRole,
  userTaskName,
  knownRole,
  dueRule,
  textLength,
  activityFlows,
  callsItself,
  dataInput,
  eventFlows,
  eventGatewayMix,
  idleGateway,
  processEnd,
  repeatedFlow,
  sameBoundaryEvent,
  standardLoop,
];

/**
 * Everything that is to be said about a model: what reading it found and what the rules find in its executable
 * processes. One finding of severity `error` means that it is not to be executed.
 */
export async function checkModel(given: Model | string, context: CheckContext = {}): Promise<Problem[]> {
  const model = typeof given === 'string' ? await readModel(given) : given;
  // A file that could not be read has nothing more to say.
  if (model.processes.length === 0 && model.problems.some((problem) => problem.severity === 'error')) return [...model.problems];
  return mostImportant([
    ...model.problems,
    ...modelRules.flatMap((rule) => rule(model, context)),
    ...model.processes
      .filter((process) => process.isExecutable)
      .flatMap((process) => processRules.flatMap((rule) => rule(process, context))),
  ]);
}

/** Nobody reads more findings than this; errors stay. */
const maximum = 1000;

function mostImportant(problems: Problem[]): Problem[] {
  if (problems.length <= maximum) return problems;
  const isError = (problem: Problem) => problem.severity === 'error';
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))].slice(0, maximum);
}
