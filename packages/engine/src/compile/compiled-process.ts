import type { AdHoc, CorrelationKey, Expression, FlowNode, ProcessModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import type { CompiledExpression } from '@gaita/expressions';

/** A process ready to run: elements and flows linked, expressions compiled. Built once per definition, shared by its instances. */
export interface CompiledProcess {
  /** The process's key. */
  readonly id: string;
  readonly root: CompiledScope;
  /** The process's own data objects, properties, data inputs and outputs. */
  readonly data: Pick<ProcessModel, 'dataObjects' | 'data'>;
  readonly correlationKeys: readonly CorrelationKey[];
  /** Whether an activity may have to wait for its data. */
  readonly awaitsData: boolean;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  readonly expressions: ReadonlyMap<Expression, CompiledExpression>;
  /** What cannot run: expressions that do not parse, elements without a behaviour. A process with an error must not be started. */
  readonly problems: readonly Problem[];
  /** Decisions named literally: `environment.decisions` must hold each under its `key`. */
  readonly decisions: readonly DecisionReference[];
  /** Of tasks that name their decision by an expression: which of all decisions `environment.decisions` must hold. */
  readonly decisionsByExpression: readonly Pick<DecisionReference, 'binding' | 'bindingValue'>[];
  /** Processes that call activities name literally. */
  readonly calledElements: readonly string[];
  /** How the process can be started. */
  readonly startEvents: readonly ProcessStart[];
  /** Whether it has conditional events: only then changes of variables are noted. */
  readonly hasConditions: boolean;
  /** Literal names of messages that it can wait for inside an instance. */
  readonly messageNames: readonly string[];
  /** Kinds of elements that occur in it. */
  readonly types: ReadonlySet<FlowNode['type']>;
}

export interface DecisionReference {
  /** The reference as written; with `@version:2` and the like behind it for a binding other than `latest`. */
  readonly key: string;
  readonly reference: string;
  readonly binding: 'latest' | 'version' | 'versionTag' | 'deployment';
  readonly bindingValue?: string;
}

/**
 * One way to start the process: a definition of a start event of its own, an instantiating receive task, or a target of an
 * instantiating event-based gateway. `name`: of the message or signal.
 */
export interface ProcessStart {
  readonly elementId: string;
  /** Which of several definitions of the element, counted from 0. */
  readonly definition?: number;
  /** All definitions of the element must occur before an instance starts (parallel multiple). */
  readonly needsAll?: true;
  /** The parallel event-based gateway: the first event starts an instance, in which the others are waited for. */
  readonly gatewayId?: string;
  readonly kind: 'none' | 'message' | 'timer' | 'signal' | 'conditional';
  readonly name?: Expression;
  /** Message starts: what the message's correlation key must equal. */
  readonly correlationKey?: Expression;
  readonly timer?: { readonly kind: 'timeDate' | 'timeDuration' | 'timeCycle'; readonly value: Expression };
  /** Conditional starts. */
  readonly condition?: Expression;
  readonly variableName?: string;
  readonly formKey?: string;
}

/** The process or a sub-process. */
export interface CompiledScope {
  /** Id of the process or sub-process. */
  readonly id: string;
  /** Missing for the process itself. */
  readonly node?: CompiledNode;
  readonly nodes: readonly CompiledNode[];
  /** Where a plain start puts tokens: the none start event, or every node that nothing leads to. */
  readonly starts: readonly CompiledNode[];
  readonly eventSubProcesses: readonly EventSubProcess[];
  /** The inside of an ad-hoc sub-process. */
  readonly adHoc?: AdHoc;
}

export interface EventSubProcess {
  readonly node: CompiledNode;
  readonly start: CompiledNode;
  readonly isInterrupting: boolean;
}

export interface CompiledNode {
  readonly id: string;
  /** Its place among the nodes of its scope. */
  readonly index: number;
  readonly model: FlowNode;
  readonly scope: CompiledScope;
  readonly incoming: readonly CompiledFlow[];
  readonly outgoing: readonly CompiledFlow[];
  readonly defaultFlow?: CompiledFlow;
  /** Boundary events attached to it. */
  readonly boundaries: readonly CompiledNode[];
  /** Boundary events: the activity that it is attached to. */
  readonly host?: CompiledNode;
  /** A sub-process's inside. */
  readonly inner?: CompiledScope;
  /** Activities: what undoes it when it has completed, joined to its compensation boundary event. */
  readonly compensationHandler?: CompiledNode;
  /**
   * Activities that are kept for compensation when they have completed. `own`: something in this process can compensate it; `called`:
   * only a process that calls this one can.
   */
  readonly compensable?: 'own' | 'called';
  /** Multi-instance or standard loop. */
  readonly repeats: boolean;
  /** Waits for all (parallel), the needed (inclusive) or enough (complex) incoming flows. */
  readonly joins: boolean;
}

export interface CompiledFlow {
  readonly id: string;
  readonly source: CompiledNode;
  readonly target: CompiledNode;
  readonly name?: string;
  readonly condition?: Expression;
  /** From a throwing to a catching link event: no flow of the model, so no record tells that it was taken. */
  readonly isLink?: true;
}
