import { nothingDeclared } from '../feel/declared-names.ts';
import type { Shape } from '../feel/declared-names.ts';
import { asNamedType } from '../feel/declared-types.ts';
import { isRecord } from '../feel/is-record.ts';
import { equal } from '../feel-closures/order-and-equality.ts';
import type { Test } from '../feel-closures/closure.ts';
import type { EvaluationContext } from '../types.ts';
import type { Compilation } from './compilation.ts';
import type { ItemDefinition, TextElement } from './model.ts';

/** A declared type: how its names look, which values it allows, and how JSON becomes a value of it. */
export interface DataType {
  readonly shape: Shape;
  readonly allowedValues?: TextElement;
  /** Dates and durations are read from their text; values that the type does not allow become null. */
  read(value: unknown, context: EvaluationContext): unknown;
}

const nowhere = () => undefined;

/** `allowedValues` of types know neither moment nor calendar. */
const nobody = {} as EvaluationContext;

/** The item definitions of a file by name; any other type reference is one of FEEL's own. */
export class DataTypes {
  private readonly definitions: ReadonlyMap<string | undefined, ItemDefinition>;
  private readonly types = new Map<string, DataType>();
  private readonly compilation: Compilation;

  constructor(definitions: readonly ItemDefinition[], compilation: Compilation) {
    this.definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    this.compilation = compilation;
  }

  of(typeRef: string | undefined): DataType {
    const name = typeRef ?? 'Any';
    const known = this.types.get(name);
    if (known) return known;
    const builtin = builtinType(name);
    this.types.set(name, builtin); // a type that contains itself ends here
    const definition = this.definitions.get(name) ?? this.definitions.get(unprefixed(name));
    const type = definition ? this.compile(definition) : builtin;
    this.types.set(name, type);
    return type;
  }

  /** Whether a value is of a type that the file declares: for `instance of`. */
  conforms(name: string): ((value: unknown) => boolean) | undefined {
    if (!this.definitions.has(name)) return undefined;
    return (value) => value !== null && equal(this.of(name).read(value, nobody), value) === true;
  }

  private compile(definition: ItemDefinition): DataType {
    const item = definition.itemComponent?.length ? this.structure(definition.itemComponent) : this.of(definition.typeRef);
    const { allowedValues } = definition;
    const isAllowed = allowedValues && this.compilation.tests(allowedValues, nothingDeclared, definition.id);
    const readItem: DataType['read'] = (value, context) => allowed(item.read(value, context), isAllowed, context);
    return {
      shape: item.shape,
      ...((allowedValues ?? item.allowedValues) && { allowedValues: allowedValues ?? item.allowedValues }),
      read: definition.isCollection ? (value, context) => listOf(value, (one) => readItem(one, context)) : readItem,
    };
  }

  private structure(components: readonly ItemDefinition[]): DataType {
    const types = components.map((component): [string, DataType] => [component.name ?? '', this.compile(component)]);
    return {
      shape: Object.fromEntries(types.map(([name, type]) => [name, type.shape])),
      read(given, context) {
        const value: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
        if (!isRecord(value)) return null;
        const read = types
          .filter(([name]) => Object.hasOwn(value, name))
          .map(([name, type]) => [name, type.read(value[name], context)]);
        return { ...value, ...(Object.fromEntries(read) as object) };
      },
    };
  }
}

/** A single value is a list of itself; a list with an item of another type is none. */
function listOf(value: unknown, read: (item: unknown) => unknown): unknown {
  if (value === null) return null;
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const typed = items.map(read);
  return typed.every((item, index) => item !== null || items[index] === null) ? typed : null;
}

const allowed = (value: unknown, isAllowed: Test | undefined, context: EvaluationContext): unknown =>
  !isAllowed || value === null || isAllowed(value, nowhere, context) === true ? value : null;

const unprefixed = (typeRef: string): string => typeRef.replace(/^[\w.-]+:/, '');

const builtinType = (typeRef: string): DataType => ({
  shape: null,
  read: (value) => asNamedType(value, unprefixed(typeRef)),
});
