import type { Language, Problem } from '@gaita/contracts';
import type { Expression, Listener, Mapping, TopicModel, VariableMapping } from './model-parts.ts';

export type * from './model-parts.ts';

/**
 * A BPMN file as the rest of Gaita sees it: one vocabulary, whatever dialect (`camunda:`, `zeebe:`, `gaita:`) the file
 * speaks. Plain data with element ids as in the file; expressions stay as written, the engine compiles them.
 */
export interface Model {
  readonly id: string;
  readonly processes: readonly ProcessModel[];
  readonly problems: readonly Problem[];
  /** What has a name in the diagram, in the order of the file: for `labelsOf`. */
  readonly labels?: readonly ElementTexts[];
}

/** One named or documented element: flow node, flow, lane, participant, annotation, data object, process. */
export interface ElementTexts {
  readonly id: string;
  /** BPMN's element name in lower camel case. */
  readonly elementType: string;
  readonly texts: Texts;
}

export type Texts = { readonly [L in Language]?: { readonly name?: string; readonly documentation?: string } };

export interface ProcessModel extends ScopeModel {
  /** The process's id in the file: its key. */
  readonly id: string;
  readonly name?: string;
  readonly documentation?: string;
  readonly texts: Texts;
  readonly isExecutable: boolean;
  readonly versionTag?: string;
  readonly historyTimeToLive?: string;
  readonly candidateStarterGroups: readonly string[];
  readonly candidateStarterUsers: readonly string[];
  /** What one should know before an application, and the variable that names who applies. */
  readonly intake?: Intake;
  /** The legal term of its cases: `gaita:due`, and the variable with the day of receipt (`gaita:received`). */
  readonly term?: { readonly due: string; readonly received?: string };
  readonly lanes: readonly { id: string; name?: string; role?: string; nodeIds: readonly string[] }[];
  readonly data?: ElementData;
  readonly correlationKeys?: readonly CorrelationKey[];
}

export interface Intake {
  /** What to bring along, by language; English where a language has none. */
  readonly papers: { readonly [L in Language]?: readonly string[] };
  /** In euro. */
  readonly fee?: number;
  /** The variable with the name of who applies. */
  readonly applicant?: string;
  /** Variables by which the applicant is known or reached: personal code, e-mail, … */
  readonly applicantData: readonly string[];
}

/** By what messages find an instance beside their name (BPMN 2.0.2, 8.4.2): the values of its properties. */
export interface CorrelationKey {
  readonly id: string;
  readonly properties: readonly {
    readonly id: string;
    /** Where the value stands in the payload of each message, by the message's name. */
    readonly retrievals: readonly { readonly message: string; readonly path: DataValue }[];
    /** Where it stands in the variables of the process: the key follows them. */
    readonly dataPath?: DataValue;
  }[];
}

/** A process or sub-process: what holds flow nodes. */
export interface ScopeModel {
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly SequenceFlow[];
  /** Data objects that are more than a drawing: those with a usable name of their own and those that something refers to. */
  readonly dataObjects?: readonly DataItem[];
}

export interface SequenceFlow {
  readonly id: string;
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: Expression;
  readonly line?: number;
}

export type EventDefinition =
  | { readonly type: 'timer'; readonly kind: 'timeDate' | 'timeDuration' | 'timeCycle'; readonly value: Expression }
  | { readonly type: 'message'; readonly message: MessageModel }
  | { readonly type: 'signal'; readonly name: Expression }
  | {
      readonly type: 'error';
      readonly code?: string;
      /** Throwing: what `camunda:errorMessage` of the error says. */
      readonly message?: Expression;
      readonly codeVariable?: string;
      readonly messageVariable?: string;
    }
  | { readonly type: 'escalation'; readonly code?: string; readonly codeVariable?: string }
  | {
      readonly type: 'conditional';
      readonly condition: Expression;
      /** `camunda:variableName`, `camunda:variableEvents`: only these changes count. */
      readonly variableName?: string;
      readonly variableEvents?: readonly string[];
    }
  | { readonly type: 'compensation'; readonly activityRef?: string; readonly waitForCompletion: boolean }
  | { readonly type: 'link'; readonly name: string }
  | { readonly type: 'cancel' }
  | { readonly type: 'terminate' };

export interface MessageModel {
  readonly name: Expression;
  /** Catching: what the incoming message's correlation key must equal. Throwing: the key that it carries. */
  readonly correlationKey?: Expression;
  /** Throwing only: the business key of the addressed instance. */
  readonly businessKey?: Expression;
  /** Throwing only: ISO 8601 duration (`gaita:timeToLive`), default P1D. */
  readonly timeToLive?: string;
  /** Throwing only: where the message flows lead to, in pools of the same file. Without: whoever waits for the name. */
  readonly to?: readonly MessageTarget[];
}

export interface MessageTarget {
  /** Id of the message flow. */
  readonly flow: string;
  /** The process of the pool. */
  readonly process: string;
  /** The catching element; missing for a flow that ends at the pool. */
  readonly element?: string;
  readonly name: Expression;
}

/** A variable that a data object, property, data input or data output stands for (BPMN 2.0.2, 10.4.1). */
export interface DataItem {
  readonly id: string;
  /** Its name where that is a plain identifier, else its id. */
  readonly variable: string;
}

/** Where a value comes from: a variable, a member of it by further names, or an expression. */
export type DataValue =
  { readonly type: 'path'; readonly path: readonly string[] } | { readonly type: 'expression'; readonly expression: Expression };

/** Variables by what an input set asks of them. One that nothing fills is never waited for. */
export interface InputSet {
  readonly required: readonly string[];
  readonly others: readonly string[];
}

/** What goes from variables to a variable: the value of the only source, or what the transformation makes; then the assignments. */
export interface DataAssociation {
  /** The reference as written, and the variable behind it: expressions may use either. */
  readonly sources: readonly { readonly id: string; readonly variable: string }[];
  readonly target?: string;
  readonly transformation?: Expression;
  readonly assignments: readonly { readonly from: DataValue; readonly to: readonly string[] }[];
}

/** Properties and `ioSpecification` of a process, activity or event, with its data associations. */
export interface ElementData {
  readonly properties: readonly DataItem[];
  readonly inputs: readonly DataItem[];
  readonly outputs: readonly DataItem[];
  readonly inputSets: readonly InputSet[];
  readonly inputAssociations: readonly DataAssociation[];
  readonly outputAssociations: readonly DataAssociation[];
  /** Multi-instance: the variable that fills the required input whose elements are its items. */
  readonly loopInput?: string;
}

export interface MultiInstance {
  readonly sequential: boolean;
  readonly cardinality?: Expression;
  /** A FEEL expression or the name of a variable. */
  readonly collection?: Expression;
  readonly elementVariable?: string;
  readonly completionCondition?: Expression;
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  readonly behavior: 'none' | 'one' | 'all' | 'complex';
  /** What instances throw when they complete: the event of `none` or `one`, the definitions of `complex`. */
  readonly throws?: readonly { readonly condition?: Expression; readonly event: EventDefinition }[];
  /** Each instance waits for a job before its work, or after it, unlike the activity as a whole. */
  readonly asyncBefore?: boolean;
  readonly asyncAfter?: boolean;
}

export interface StandardLoop {
  readonly testBefore: boolean;
  readonly maximum?: number;
  readonly condition?: Expression;
}

interface NodeBase {
  readonly id: string;
  readonly name?: string;
  readonly documentation?: string;
  readonly texts: Texts;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  readonly line?: number;
  readonly asyncBefore: boolean;
  readonly asyncAfter: boolean;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly listeners?: { readonly start: readonly Listener[]; readonly end: readonly Listener[] };
  readonly data?: ElementData;
  /** `gaita:clock`: the legal term of the case stands still while it is here, or is kept when it is completed. */
  readonly clock?: 'stops' | 'ends';
}

interface ActivityBase extends NodeBase {
  readonly defaultFlow?: string;
  readonly multiInstance?: MultiInstance;
  readonly loop?: StandardLoop;
  readonly isForCompensation: boolean;
}

export interface StartEvent extends NodeBase {
  readonly type: 'startEvent';
  /** Event sub-process only: whether it interrupts its scope. */
  readonly isInterrupting: boolean;
  readonly definitions: readonly EventDefinition[];
  readonly parallelMultiple: boolean;
  readonly formKey?: string;
  readonly initiator?: string;
}
export interface EndEvent extends NodeBase {
  readonly type: 'endEvent';
  readonly definitions: readonly EventDefinition[];
  readonly payload: readonly VariableMapping[];
  readonly topic?: TopicModel;
}
export interface IntermediateCatchEvent extends NodeBase {
  readonly type: 'intermediateCatchEvent';
  readonly definitions: readonly EventDefinition[];
  readonly parallelMultiple: boolean;
}
export interface IntermediateThrowEvent extends NodeBase {
  readonly type: 'intermediateThrowEvent';
  readonly definitions: readonly EventDefinition[];
  readonly payload: readonly VariableMapping[];
  readonly topic?: TopicModel;
}
export interface BoundaryEvent extends NodeBase {
  readonly type: 'boundaryEvent';
  readonly attachedTo: string;
  readonly cancelActivity: boolean;
  readonly definitions: readonly EventDefinition[];
  readonly parallelMultiple: boolean;
  /** Compensation only: what associations lead to. Of a sound model one activity of the same scope, with `isForCompensation`. */
  readonly compensationHandlers?: readonly string[];
}
export interface UserTask extends ActivityBase {
  readonly type: 'userTask';
  readonly assignee?: Expression;
  readonly candidateUsers: readonly Expression[];
  /** Role keys; where the model names none, the lane's role. */
  readonly candidateGroups: readonly Expression[];
  readonly joint: readonly string[];
  readonly consulted: readonly { role: string; required: boolean }[];
  /** Role that is told when the task is overdue. */
  readonly escalate?: string;
  /** `camunda:dueDate`: a date or expression. Counts before `due`. */
  readonly dueDate?: Expression;
  /** `gaita:due`: `10 working days`, `14 days`, `1 month`, `legal: <procedure>`. */
  readonly due?: string;
  readonly followUpDate?: Expression;
  readonly priority?: Expression;
  readonly formKey?: string;
  readonly legalBasis?: string;
}
export interface PlainTask extends ActivityBase {
  readonly type: 'task' | 'manualTask';
}
export interface ServiceTask extends ActivityBase {
  readonly type: 'serviceTask';
  readonly topic?: TopicModel;
  readonly expression?: Expression;
  readonly resultVariable?: string;
}
export interface SendTask extends ActivityBase {
  readonly type: 'sendTask';
  readonly message?: MessageModel;
  readonly payload: readonly VariableMapping[];
  readonly topic?: TopicModel;
  readonly expression?: Expression;
  readonly resultVariable?: string;
}
export interface ReceiveTask extends ActivityBase {
  readonly type: 'receiveTask';
  readonly message?: MessageModel;
  readonly instantiate: boolean;
}
export interface BusinessRuleTask extends ActivityBase {
  readonly type: 'businessRuleTask';
  readonly decisionRef?: Expression;
  readonly binding: 'latest' | 'version' | 'versionTag' | 'deployment';
  readonly bindingValue?: string;
  readonly resultVariable?: string;
  readonly mapDecisionResult: 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';
  readonly topic?: TopicModel;
  readonly expression?: Expression;
}
export interface ScriptTask extends ActivityBase {
  readonly type: 'scriptTask';
  readonly script: Expression;
  readonly resultVariable?: string;
  /** Of a script that leaves the process: JavaScript (`gaita.script`), or what a Zeebe worker does. */
  readonly topic?: TopicModel;
}
export interface CallActivity extends ActivityBase {
  readonly type: 'callActivity';
  readonly calledElement: Expression;
  readonly binding: 'latest' | 'version' | 'versionTag' | 'deployment';
  readonly bindingValue?: string;
  readonly businessKey?: Expression;
  readonly in: readonly VariableMapping[];
  readonly out: readonly VariableMapping[];
}
export interface SubProcess extends ActivityBase, ScopeModel {
  readonly type: 'subProcess' | 'transaction' | 'adHocSubProcess';
  readonly triggeredByEvent: boolean;
  /** Ad-hoc sub-processes only. */
  readonly adHoc?: AdHoc;
}
export interface AdHoc {
  /** At most one of its activities at a time. */
  readonly sequential: boolean;
  /** Asked whenever an activity in it completes. */
  readonly completionCondition?: Expression;
  /** Completing ends what still runs; otherwise it waits for that. */
  readonly cancelRemaining: boolean;
  /** A list of the ids of activities that start by themselves. */
  readonly activeElements?: Expression;
}
export interface Gateway extends NodeBase {
  readonly type: 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway' | 'eventBasedGateway' | 'complexGateway';
  readonly defaultFlow?: string;
  readonly activationCondition?: Expression;
  readonly instantiate: boolean;
  /** `eventGatewayType="Parallel"`: it instantiates, and all of its events must occur. */
  readonly isParallel: boolean;
}

export type FlowNode =
  | StartEvent
  | EndEvent
  | IntermediateCatchEvent
  | IntermediateThrowEvent
  | BoundaryEvent
  | UserTask
  | PlainTask
  | ServiceTask
  | SendTask
  | ReceiveTask
  | BusinessRuleTask
  | ScriptTask
  | CallActivity
  | SubProcess
  | Gateway;
