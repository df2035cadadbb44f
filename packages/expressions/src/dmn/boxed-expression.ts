import { called } from '../feel/budget.ts';
import { FunctionValue } from '../feel/function-value.ts';
import { apply } from '../feel-closures/calls.ts';
import { declareNames } from '../feel/declared-names.ts';
import type { DeclaredNames, Shape } from '../feel/declared-names.ts';
import type { Closure, Scope } from '../feel-closures/closure.ts';
import { ExpressionError } from '../types.ts';
import { compileBoxed14 } from './boxed-iterations.ts';
import type { Compilation } from './compilation.ts';
import { compileDecisionTable } from './decision-table.ts';
import type { DataTypes } from './item-definitions.ts';
import type {
  BoxedContext,
  BoxedList,
  DecisionTable,
  Element,
  FunctionDefinition,
  Invocation,
  Relation,
  TextElement,
} from './model.ts';

const structures: ReadonlySet<string> = new Set(['dmn:Context', 'dmn:List', 'dmn:Relation']);

/** Compiles the expressions of one file that stand in boxes. */
export class BoxedExpressions {
  private readonly types: DataTypes;
  private readonly compilation: Compilation;

  constructor(types: DataTypes, compilation: Compilation) {
    this.types = types;
    this.compilation = compilation;
  }

  compile(element: Element | undefined, declared: DeclaredNames, variable: string): Closure {
    const value = this.compileUntyped(element, declared, variable);
    const typeRef = (element as TextElement | undefined)?.typeRef;
    if (typeRef === undefined || element?.$type === 'dmn:FunctionDefinition') return value;
    const type = this.types.of(typeRef);
    return (scope, context) => type.read(value(scope, context), context);
  }

  private compileUntyped(element: Element | undefined, declared: DeclaredNames, variable: string): Closure {
    if (element?.$type.startsWith('boxed:')) {
      this.compilation.markHeavy();
      const boxed = compileBoxed14(element, declared, variable, this.compile.bind(this), withNames);
      if (boxed) return boxed;
    }
    // They may hold the same value so often that it is too large written out.
    if (element && structures.has(element.$type)) this.compilation.markHeavy();
    switch (element?.$type) {
      case 'dmn:LiteralExpression':
        return this.compilation.expression(element as TextElement, declared, variable);
      case 'dmn:DecisionTable':
        return this.table(element as DecisionTable, declared, variable);
      case 'dmn:Invocation':
        return this.invocation(element as Invocation, declared);
      case 'dmn:Context':
        return this.context(element as BoxedContext, declared);
      case 'dmn:List':
        return this.list(element as BoxedList, declared);
      case 'dmn:Relation':
        return this.relation(element as Relation, declared);
      case 'dmn:FunctionDefinition':
        return this.functionDefinition(element as FunctionDefinition, declared, variable);
      default:
        this.compilation.report('dmn-logic', `"${variable}" has no logic.`, element?.id, 'Give it a table or an expression.');
        return () => null;
    }
  }

  /** A FEEL function of a definition's parameters; inside it, names are looked for in its surroundings too. */
  functionDefinition(definition: FunctionDefinition, declared: DeclaredNames, variable: string): Closure {
    if (definition.kind && definition.kind !== 'FEEL') {
      this.compilation.report('dmn-function', `Functions of kind ${definition.kind} are not run.`, definition.id);
    }
    this.compilation.markHeavy();
    const parameters = (definition.formalParameter ?? []).map(({ name = '', typeRef }) => ({
      name,
      type: this.types.of(typeRef),
    }));
    const shapes = parameters.map(({ name, type }): [string, Shape] => [name, type.shape]);
    const body = this.compile(definition.body, withNames(declared, shapes), variable);
    const names = parameters.map(({ name }) => name);
    return (scope, context) =>
      new FunctionValue(names, (given) => {
        const values = new Map(parameters.map(({ name, type }, i) => [name, type.read(given[i] ?? null, context)]));
        return called(() => body(inside(values, scope), context));
      });
  }

  private table(table: DecisionTable, declared: DeclaredNames, variable: string): Closure {
    const logic = compileDecisionTable(table, variable, declared, this.types, this.compilation);
    return (scope, context) => logic(scope, context).result;
  }

  private invocation({ calledFunction, binding = [], id }: Invocation, declared: DeclaredNames): Closure {
    const name = calledFunction?.text?.trim() ?? '';
    const callee = this.compilation.expression(calledFunction, declared, id);
    const bindings = binding.map(({ parameter, bindingFormula }): [string, Closure] => [
      parameter?.name ?? '',
      this.compile(bindingFormula, declared, parameter?.name ?? name),
    ]);
    return (scope, context) => {
      const found = callee(scope, context);
      if (!(found instanceof FunctionValue)) throw new ExpressionError(`There is no function "${name}".`);
      const given = new Map(bindings.map(([key, value]) => [key, value(scope, context)]));
      const missing = found.parameters.filter((parameter) => !given.has(parameter));
      return apply(found, new Map([...given, ...missing.map((parameter): [string, unknown] => [parameter, null])]));
    };
  }

  /** The entries see those before them; an entry without a name is the result. */
  private context({ contextEntry = [] }: BoxedContext, declared: DeclaredNames): Closure {
    let known = declared;
    const entries = contextEntry.map(({ variable, value }): [string | undefined, Closure] => {
      const name = variable?.name;
      const type = this.types.of(variable?.typeRef);
      const untyped = this.compile(value, known, name ?? 'result');
      const closure: Closure =
        variable?.typeRef === undefined ? untyped : (scope, context) => type.read(untyped(scope, context), context);
      if (name !== undefined) known = withNames(known, [[name, this.types.of(variable?.typeRef).shape]]);
      return [name, closure];
    });
    return (scope, context) => {
      const values = new Map<string, unknown>();
      const inner = inside(values, scope);
      for (const [name, value] of entries) {
        if (name === undefined) return value(inner, context);
        values.set(name, value(inner, context));
      }
      return Object.fromEntries(values);
    };
  }

  private list({ elements = [] }: BoxedList, declared: DeclaredNames): Closure {
    const items = elements.map((element) => this.compile(element, declared, 'item'));
    return (scope, context) => items.map((item) => item(scope, context));
  }

  private relation({ column = [], row = [] }: Relation, declared: DeclaredNames): Closure {
    const rows = row.map(({ elements = [] }) =>
      column.map(({ name = '' }, i): [string, Closure] => [name, this.compile(elements[i], declared, name)]),
    );
    return (scope, context) =>
      rows.map((cells) => Object.fromEntries(cells.map(([name, value]) => [name, value(scope, context)])));
  }
}

export const inside =
  (values: ReadonlyMap<string, unknown>, outer: Scope): Scope =>
  (name) =>
    values.has(name) ? values.get(name) : outer(name);

export const withNames = (declared: DeclaredNames, names: readonly (readonly [string, Shape])[]): DeclaredNames =>
  declareNames([...Object.entries(declared.shape), ...names]);
