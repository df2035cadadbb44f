import { declareNames } from '../feel/declared-names.ts';
import type { Shape } from '../feel/declared-names.ts';
import { toJson } from '../feel/values.ts';
import type { Closure, Scope } from '../feel-closures/closure.ts';
import type { CompiledDecision, EvaluationContext } from '../types.ts';
import { inside } from './boxed-expression.ts';
import type { BoxedExpressions } from './boxed-expression.ts';
import type { Compilation } from './compilation.ts';
import { compileDecisionTable } from './decision-table.ts';
import type { Logic, Outcome } from './decision-table.ts';
import type { DataType, DataTypes } from './item-definitions.ts';
import type { BusinessKnowledgeModel, Decision, DecisionTable, Element, InformationItem } from './model.ts';
import type { RequirementsGraph } from './requirements.ts';

/** One evaluation: a decision that several require is made once. */
interface Run {
  readonly lookup: Scope;
  readonly context: EvaluationContext;
  readonly made: Map<RunnableDecision, Outcome>;
}

type RunnableDecision = (run: Run) => Outcome;

/** Compiles the decisions of one file, each once, with what they require. */
export class DecisionCompiler {
  private readonly graph: RequirementsGraph;
  private readonly types: DataTypes;
  private readonly boxed: BoxedExpressions;
  private readonly compilation: Compilation;
  private readonly decisions = new Map<Decision, RunnableDecision | null>();
  private readonly knowledge = new Map<BusinessKnowledgeModel, Closure | null>();

  constructor(graph: RequirementsGraph, types: DataTypes, boxed: BoxedExpressions, compilation: Compilation) {
    this.graph = graph;
    this.types = types;
    this.boxed = boxed;
    this.compilation = compilation;
  }

  compile(decision: Decision): CompiledDecision {
    const runnable = this.runnable(decision);
    return {
      id: decision.id ?? '',
      ...(decision.name !== undefined && { name: decision.name }),
      evaluate(lookup, context) {
        const { result, outputs, matchedRules } = runnable({ lookup, context, made: new Map() });
        return {
          result: toJson(result),
          outputs: outputs.map((entry) =>
            Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, toJson(value)])),
          ),
          matchedRules,
        };
      },
    };
  }

  private runnable(decision: Decision): RunnableDecision {
    const known = this.decisions.get(decision);
    if (known !== undefined) return known ?? this.circular(decision);
    this.decisions.set(decision, null); // being compiled
    const required = this.graph.of(decision);
    const inputs = required.inputs.map((input) => this.declare(input, input.variable));
    const decisions = required.decisions.map((one) => ({
      ...this.declare(one, one.variable),
      run: this.runnable(one),
    }));
    const functions = required.knowledge.map((one) => ({ name: nameOf(one, one.variable), make: this.function(one) }));
    const names: [string, Shape][] = [
      ...[...inputs, ...decisions].map(({ name, type }): [string, Shape] => [name, type.shape]),
      ...functions.map(({ name }): [string, Shape] => [name, null]),
    ];
    const logic = this.logic(decision, declareNames(names));

    const runnable: RunnableDecision = (run) => {
      const made = run.made.get(runnable);
      if (made) return made;
      const values = new Map<string, unknown>();
      for (const { name, type } of inputs) values.set(name, type.read(run.lookup(name) ?? null, run.context));
      for (const { name, run: other } of decisions) values.set(name, other(run).result);
      const scope = inside(values, run.lookup);
      for (const { name, make } of functions) values.set(name, make(scope, run.context));
      const outcome = logic(scope, run.context);
      run.made.set(runnable, outcome);
      return outcome;
    };
    this.decisions.set(decision, runnable);
    return runnable;
  }

  private logic(decision: Decision, declared: ReturnType<typeof declareNames>): Logic {
    const name = nameOf(decision, decision.variable);
    const element = decision.decisionLogic;
    if (element?.$type === 'dmn:DecisionTable') {
      return compileDecisionTable(element as DecisionTable, name, declared, this.types, this.compilation);
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
      const result = value(scope, context);
      return { result, outputs: [Object.fromEntries([[name, result]])], matchedRules: [] };
    };
  }

  private function(model: BusinessKnowledgeModel): Closure {
    const known = this.knowledge.get(model);
    if (known !== undefined) return known ?? this.circular(model);
    this.knowledge.set(model, null);
    const name = nameOf(model, model.variable);
    const required = this.graph.knowledgeOf(model).map((one) => ({
      name: nameOf(one, one.variable),
      make: this.function(one),
    }));
    const declared = declareNames(required.map((one): [string, Shape] => [one.name, null]));
    const definition = model.encapsulatedLogic;
    if (!definition) this.compilation.report('dmn-logic', `"${name}" has no logic.`, model.id, 'Give it an expression.');
    const make: Closure = definition ? this.boxed.functionDefinition(definition, declared, name) : () => null;
    const closure: Closure = (scope, context) =>
      make(inside(new Map(required.map((one) => [one.name, one.make(scope, context)])), scope), context);
    this.knowledge.set(model, closure);
    return closure;
  }

  private declare(element: Element, variable: InformationItem | undefined): { name: string; type: DataType } {
    return { name: nameOf(element, variable), type: this.types.of(variable?.typeRef) };
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
