/** Parts that elements of a model share; `model.ts` gives them on. */
/** An expression or template as written, without its leading `=`. */
export interface Expression {
  readonly source: string;
  /** `literal`: no expression at all, the text itself. `juel`: `${…}` or `#{…}`, source with its braces. */
  readonly language: 'feel' | 'juel' | 'javascript' | 'literal';
  readonly elementId: string;
  /** Which property of the element, for messages: `conditionExpression`, `timeDate`, `camunda:assignee`. */
  readonly property: string;
  readonly line?: number;
}

/** One input or output mapping: `name = value`, a value being an expression, or a list or map of such. */
export interface Mapping {
  readonly name: string;
  readonly value: MappingValue;
}
export type MappingValue =
  | { readonly type: 'expression'; readonly expression: Expression }
  | { readonly type: 'list'; readonly items: readonly MappingValue[] }
  | { readonly type: 'map'; readonly entries: readonly { key: string; value: MappingValue }[] };

/** `camunda:in` / `camunda:out` of call activities and event payloads. */
export interface VariableMapping {
  readonly all?: boolean;
  readonly source?: string;
  readonly sourceExpression?: Expression;
  readonly target?: string;
  readonly local: boolean;
}

/** Work that leaves the process: a job with a topic. */
export interface TopicModel {
  readonly topic: Expression;
  readonly priority?: Expression;
  readonly retries?: number;
  /** ISO 8601 durations between tries, from `camunda:failedJobRetryTimeCycle` (`R3/PT10M` gives three). */
  readonly retryIntervals?: readonly string[];
  readonly errorMappings?: readonly { code?: string; condition: Expression }[];
  readonly properties?: Readonly<Record<string, string>>;
  /** Set for a call of an object outside (`${bean.method(a, b)}`), whose topic is `bean.method`. */
  readonly arguments?: readonly Expression[];
}

/** What is done before or after an element's own work: `camunda:executionListener`, `camunda:taskListener` and Zeebe's. */
export type Listener =
  /** `script`: the JavaScript that it runs. */
  | { readonly type: 'job'; readonly topic: TopicModel; readonly script?: Expression }
  /** Evaluated on the spot; the value is kept in the variable that `execution.setVariable` names, else dropped. */
  | { readonly type: 'expression'; readonly expression: Expression; readonly variable?: string };
