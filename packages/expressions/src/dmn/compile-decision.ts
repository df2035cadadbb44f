import { called } from '../feel/budget.ts';
import { bounded } from '../feel/compile-feel.ts';
import { declareNames } from '../feel/declared-names.ts';
import type { DeclaredNames, Shape } from '../feel/declared-names.ts';
import { FunctionValue } from '../feel/function-value.ts';
import { toJson } from '../feel/values.ts';
import { guardLargeValues } from '../guard-large-values.ts';
import type { Closure, Scope } from '../feel-closures/closure.ts';
import type { CompiledDecision, CompileOptions, EvaluatedDecision, EvaluationContext } from '../types.ts';
import { inside } from './boxed-expression.ts';
import type { BoxedExpressions } from './boxed-expression.ts';
import type { Compilation } from './compilation.ts';
import { compileDecisionTable } from './decision-table.ts';
import type { Logic, Outcome } from './decision-table.ts';
import type { DataType, DataTypes } from './item-definitions.ts';
import type { BusinessKnowledgeModel, Decision, DecisionService, DecisionTable, Element, InformationItem } from './model.ts';
import type { RequirementsGraph } from './requirements.ts';
import { jsonEntry, traced } from './trace.ts';

/** One evaluation: a decision that several require is made once. */
interface Run {
  readonly lookup: Scope;
  readonly context: EvaluationContext;
  /** What is given or was made, by decision. */
  readonly made: Map<Decision, Outcome>;
  /** What was made, in order; decisions inside of a called service among them. */
  readonly trace: EvaluatedDecision[];
}

type RunnableDecision = (run: Run) => Outcome;
type Runnable = (run: Run) => unknown;

/** A function of the model: made for each run, because what it calls may need the run's decisions. */
type FunctionMaker = (run: Run, scope: Scope) => unknown;

/** Decisions that require one another in a row, at the most: each is compiled and made inside of the one that requires it. */
const longestChain = 200;

/** Compiles the decisions of one file, each once, with what they require. */
export class DecisionCompiler {
  private readonly graph: RequirementsGraph;
  private readonly types: DataTypes;
  private readonly boxed: BoxedExpressions;
  private readonly compilation: Compilation;
  private readonly options: CompileOptions;
  private readonly decisions = new Map<Decision, RunnableDecision | null>();
  /** Of these, what could take long. */
  private readonly heavy = new Set<Decision>();
  /** Decisions that are being compiled, each for the one before. */
  private depth = 0;
  /** How many stand in the longest row that ends with it. */
  private readonly heights = new Map<Decision, number>();
  private readonly functions = new Map<Element, FunctionMaker | null>();

  constructor(
    graph: RequirementsGraph,
    types: DataTypes,
    boxed: BoxedExpressions,
    compilation: Compilation,
    options: CompileOptions,
  ) {
    this.graph = graph;
    this.types = types;
    this.boxed = boxed;
    this.compilation = compilation;
    this.options = options;
  }

  compile(decision: Decision): CompiledDecision {
    const { compiled, heavy } = this.compilation.weighed(() => this.runnable(decision));
    return this.evaluable(decision, compiled, heavy);
  }

  /** A service asks for its inputs by their names, and for the results of the decisions that it does not make itself. */
  compileService(service: DecisionService): CompiledDecision {
    const { compiled, heavy } = this.compilation.weighed(() => this.service(service));
    const runnable: RunnableDecision = (run) => {
      const result = compiled(run);
      return {
        result,
        outputs: [Object.fromEntries([[nameOf(service, service.variable), result]])],
        matchedRules: [],
        inputs: [],
      };
    };
    return this.evaluable(service, runnable, heavy);
  }

  private evaluable(element: Element, runnable: RunnableDecision, heavy: boolean): CompiledDecision {
    const { guard } = this.options;
    const evaluate: CompiledDecision['evaluate'] = (lookup, context) => {
      const trace: EvaluatedDecision[] = [];
      const { result, outputs, matchedRules } = runnable({ lookup, context, made: new Map(), trace });
      return { result: toJson(result), outputs: outputs.map(jsonEntry), matchedRules, evaluated: trace };
    };
    return {
      id: element.id ?? '',
      ...(element.name !== undefined && { name: element.name }),
      evaluate: heavy ? bounded(evaluate, guard) : guardLargeValues(evaluate, guard),
    };
  }

  private runnable(decision: Decision): RunnableDecision {
    const known = this.decisions.get(decision);
    if (known !== undefined) {
      if (this.heavy.has(decision)) this.compilation.markHeavy();
      return known ?? this.circular(decision);
    }
    if (this.depth >= longestChain) return this.tooDeep(decision);
    this.decisions.set(decision, null); // being compiled
    this.depth++;
    const { compiled, heavy } = this.compilation.weighed(() => this.compileRunnable(decision));
    this.depth--;
    if (heavy) this.heavy.add(decision);
    this.decisions.set(decision, compiled);
    return compiled;
  }

  private compileRunnable(decision: Decision): RunnableDecision {
    const required = this.graph.of(decision);
    const inputs = required.inputs.map((input) => this.declare(input, input.variable));
    const decisions = required.decisions.map((one) => ({ ...this.declare(one, one.variable), run: this.runnable(one) }));
    const height = 1 + Math.max(0, ...required.decisions.map((one) => this.heights.get(one) ?? 0));
    this.heights.set(decision, height);
    if (height > longestChain) return this.tooDeep(decision);
    const functions = this.functionsOf([...required.knowledge, ...required.services]);
    const names: [string, Shape][] = [
      ...[...inputs, ...decisions].map(({ name, type }): [string, Shape] => [name, type.shape]),
      ...functions.map(({ name }): [string, Shape] => [name, null]),
    ];
    const logic = this.logic(decision, declareNames(names));

    const runnable: RunnableDecision = (run) => {
      const made = run.made.get(decision);
      if (made) return made;
      const values = new Map<string, unknown>();
      for (const { name, type } of inputs) values.set(name, type.read(run.lookup(name) ?? null, run.context));
      for (const { name, run: other } of decisions) values.set(name, other(run).result);
      const required = [...values];
      const scope = inside(values, run.lookup);
      for (const { name, make } of functions) values.set(name, make(run, scope));
      const outcome = logic(scope, run.context);
      run.made.set(decision, outcome);
      run.trace.push(traced(decision, outcome, required));
      return outcome;
    };
    return runnable;
  }

  private logic(decision: Decision, declared: DeclaredNames): Logic {
    const name = nameOf(decision, decision.variable);
    const type = this.types.of(decision.variable?.typeRef);
    const element = decision.decisionLogic;
    if (element?.$type === 'dmn:DecisionTable') {
      const table = compileDecisionTable(element as DecisionTable, name, declared, this.types, this.compilation);
      return (scope, context) => {
        const outcome = table(scope, context);
        return { ...outcome, result: type.read(outcome.result, context) };
      };
    }
    if (!element) {
      this.compilation.report(
        'dmn-logic',
        `The decision "${name}" has no logic.`,
        decision.id,
        'Give it a table or an expression.',
      );
    }
    const value: Closure = element ? this.boxed.compile(element, declared, name) : () => null;
    return (scope, context) => {
      const result = type.read(value(scope, context), context);
      return { result, outputs: [Object.fromEntries([[name, result]])], matchedRules: [], inputs: [] };
    };
  }

  private functionsOf(elements: readonly (BusinessKnowledgeModel | DecisionService)[]) {
    return elements.map((one) => ({ name: nameOf(one, one.variable), make: this.function(one) }));
  }

  private function(element: BusinessKnowledgeModel | DecisionService): FunctionMaker {
    this.compilation.markHeavy(); // it may call itself
    const known = this.functions.get(element);
    // a function may call itself; it is made when it is called
    if (known === null) return (run, scope) => (this.functions.get(element) as FunctionMaker)(run, scope);
    if (known) return known;
    this.functions.set(element, null);
    const make =
      element.$type === 'dmn:DecisionService'
        ? this.serviceFunction(element as DecisionService)
        : this.knowledge(element as BusinessKnowledgeModel);
    this.functions.set(element, make);
    return make;
  }

  private knowledge(model: BusinessKnowledgeModel): FunctionMaker {
    const name = nameOf(model, model.variable);
    const required = this.functionsOf(this.graph.functionsOf(model));
    const declared = declareNames([...required.map((one): [string, Shape] => [one.name, null]), [name, null]]);
    const definition = model.encapsulatedLogic;
    if (!definition) this.compilation.report('dmn-logic', `"${name}" has no logic.`, model.id, 'Give it an expression.');
    const make: Closure = definition ? this.boxed.functionDefinition(definition, declared, name) : () => null;
    return (run, scope) => {
      const functions = new Map<string, unknown>();
      const around: Scope = (asked) => {
        if (!functions.has(asked)) {
          const other = required.find((one) => one.name === asked);
          if (!other) return asked === name ? self : scope(asked);
          functions.set(asked, other.make(run, scope));
        }
        return functions.get(asked);
      };
      const self = make(around, run.context);
      return self;
    };
  }

  /** The inputs of a service are its parameters, in the order of writing: input data, then decisions. */
  private serviceFunction(service: DecisionService): FunctionMaker {
    const run = this.service(service);
    const parts = this.graph.partsOf(service);
    const inputs = parts.inputs.map((one) => this.declare(one, one.variable));
    const decisions = parts.inputDecisions.map((one) => ({ ...this.declare(one, one.variable), decision: one }));
    const names = [...inputs, ...decisions].map(({ name }) => name);
    return ({ context, trace }) =>
      new FunctionValue(names, (given) => {
        const values = new Map(names.map((name, index) => [name, given[index] ?? null]));
        return called(() => run({ lookup: inside(values, () => undefined), context, made: new Map(), trace }));
      });
  }

  private service(service: DecisionService): Runnable {
    const { inputDecisions, outputs } = this.graph.partsOf(service);
    const given = inputDecisions.map((one) => ({ ...this.declare(one, one.variable), decision: one }));
    const made = outputs.map((one) => ({ name: nameOf(one, one.variable), run: this.runnable(one) }));
    const type = this.types.of(service.variable?.typeRef);
    return (run) => {
      for (const { name, type: expected, decision } of given) {
        const result = expected.read(run.lookup(name) ?? null, run.context);
        run.made.set(decision, { result, outputs: [], matchedRules: [], inputs: [] });
      }
      const results = made.map(({ name, run: make }): [string, unknown] => [name, make(run).result]);
      const result = results.length === 1 ? results[0]?.[1] : Object.fromEntries(results);
      return type.read(result ?? null, run.context);
    };
  }

  private declare(element: Element, variable: InformationItem | undefined): { name: string; type: DataType } {
    return { name: nameOf(element, variable), type: this.types.of(variable?.typeRef) };
  }

  private tooDeep(element: Element): () => never {
    const name = element.name ?? element.id;
    const advice = 'Put several of the decisions into one, as a context or a table.';
    this.compilation.report('dmn-chain', `"${name}" is required through more than ${longestChain} others.`, element.id, advice);
    return () => {
      throw new Error(`"${name}" is required through too many others.`); // never run: its file has a problem
    };
  }

  private circular(element: Element): () => never {
    const name = element.name ?? element.id;
    this.compilation.report('dmn-circular', `"${name}" requires itself, directly or by others.`, element.id);
    return () => {
      throw new Error(`"${name}" requires itself.`); // never run: its file has a problem
    };
  }
}

const nameOf = (element: Element, variable: InformationItem | undefined): string =>
  variable?.name ?? element.name ?? element.id ?? '';
