import type { Json, Variables, VariableTypes } from '@gaita/contracts';
import { unusable } from '../../platform/http/usable-body.ts';
import { fromCamundaDate, toCamundaDate } from './camunda-date.ts';
import { CamundaError, invalidRequest } from './camunda-error.ts';

/** A value as Camunda 7 sends it. */
export interface TypedValue {
  readonly type: string;
  readonly value: Json;
  readonly valueInfo: { readonly [name: string]: Json };
}

export interface ReadVariables {
  readonly variables: Variables;
  readonly types: VariableTypes;
}

type Given = { readonly value?: Json; readonly type?: Json; readonly valueInfo?: Json };
type Info = { readonly [name: string]: Json };

/** What is stored, and the type to keep with it where the value alone does not tell. */
interface Stored {
  readonly value: Json;
  readonly type: string;
}

const integers: { readonly [type: string]: readonly [number, number] } = {
  Short: [-(2 ** 15), 2 ** 15 - 1],
  Integer: [-(2 ** 31), 2 ** 31 - 1],
  Long: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const typeNames: ReadonlyMap<string, string> = new Map(
  ['String', 'Boolean', 'Short', 'Integer', 'Long', 'Double', 'Date', 'Json', 'Object', 'Null', 'File', 'Bytes', 'Xml'].map(
    (name) => [name.toLowerCase(), name],
  ),
);

/**
 * Reads `{ name: { value, type, valueInfo } }`. Types may be written in any case; without one the value tells.
 * @param prefix beginning of the refusal's message: what cannot be done with them
 * @throws CamundaError 400 for an unknown type or a value that does not fit its type
 */
export function readVariables(given: unknown, prefix?: string): ReadVariables {
  try {
    return readAll(given);
  } catch (error) {
    if (prefix === undefined || !(error instanceof CamundaError)) throw error;
    throw invalidRequest(`${prefix}: ${error.message}`);
  }
}

function readAll(given: unknown): ReadVariables {
  if (given === undefined || given === null) return { variables: {}, types: {} };
  if (!isMap(given)) throw invalidRequest('Variables must be an object of names with value and type.');
  const stored = Object.entries(given).map(([name, typed]) => [name, readValue(name, typed)] as const);
  return {
    variables: Object.fromEntries(stored.map(([name, { value }]) => [name, value])),
    types: Object.fromEntries(
      stored.filter(([, { value, type }]) => type !== naturalType(value)).map(([name, { type }]) => [name, type]),
    ),
  };
}

function readValue(name: string, given: unknown): Stored {
  if (name === '') throw invalidRequest('A variable needs a name.');
  if (name.length > 191) throw invalidRequest(`The variable name ${name.slice(0, 50)}… is longer than 191 characters.`);
  if (!isMap(given)) throw invalidRequest(`Variable ${name} must be an object with value and type.`);
  const { value = null, type = null, valueInfo = null } = given as Given;
  if (type === null) return { value, type: naturalType(value) };
  if (typeof type !== 'string') throw invalidRequest(`The type of variable ${name} must be text.`);
  const known = typeNames.get(type.toLowerCase());
  if (known === undefined) throw invalidRequest(`Unsupported value type '${type}'`);
  if (value === null) return { value, type: known };
  return convert(name, value, known, isMap(valueInfo) ? (valueInfo as Info) : {});
}

function convert(name: string, value: Json, type: string, info: Info): Stored {
  const misfit = () => misfitOf(name, value, type);
  switch (type) {
    case 'String':
    case 'Xml':
      if (typeof value === 'object') throw misfit();
      return { value: String(value), type };
    case 'Boolean':
      if (typeof value === 'boolean') return { value, type };
      if (value === 'true' || value === 'false') return { value: value === 'true', type };
      throw misfit();
    case 'Short':
    case 'Integer':
    case 'Long':
      return { value: readInteger(value, integers[type]!, misfit), type };
    case 'Double':
      return { value: readNumber(value, misfit), type };
    case 'Date': {
      const millis = typeof value === 'string' ? fromCamundaDate(value) : undefined;
      if (millis === undefined) throw misfit();
      return { value: new Date(millis).toISOString(), type };
    }
    case 'Json':
      return { value: readJson(value, misfit), type };
    case 'Object':
      return readObject(value, info, misfit);
    case 'File':
      return readFile(name, value, info, misfit);
    case 'Bytes':
      if (typeof value !== 'string' || !isBase64(value)) throw misfit();
      return { value, type };
    default:
      throw misfit(); // Null with a value
  }
}

function readInteger(value: Json, [lowest, highest]: readonly [number, number], misfit: () => CamundaError): number {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < lowest || number > highest) throw misfit();
  return number;
}

function readNumber(value: Json, misfit: () => CamundaError): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw misfit();
  return number;
}

function readJson(text: Json, misfit: () => CamundaError): Json {
  if (typeof text !== 'string') throw misfit();
  const value = parsed(text);
  if (value === undefined || unusable(value) !== undefined) throw misfit();
  return value;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The serialised form is JSON only: Java's own cannot be read here. */
function readObject(value: Json, info: Info, misfit: () => CamundaError): Stored {
  const format = info['serializationDataFormat'];
  if (format !== undefined && format !== null && format !== 'application/json') throw misfit();
  const name = typeof info['objectTypeName'] === 'string' ? info['objectTypeName'] : '';
  if (name.length > 180) throw misfit();
  return { value: typeof value === 'string' ? readJson(value, misfit) : value, type: name === '' ? 'Object' : `Object:${name}` };
}

/** A file travels in its variable: name, kind, and content in base64. */
function readFile(name: string, value: Json, info: Info, misfit: () => CamundaError): Stored {
  if (typeof value !== 'string' || !isBase64(value)) throw misfit();
  const text = (key: string): string | null => (typeof info[key] === 'string' ? info[key] : null);
  const filename = text('filename') ?? text('fileName');
  if (filename === null) throw invalidRequest(`Cannot convert variable ${name}: valueInfo.filename is missing.`);
  const mimetype = text('mimetype') ?? text('mimeType');
  return { value: { filename, mimetype, encoding: text('encoding'), content: value }, type: 'File' };
}

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text);

const misfitOf = (name: string, value: Json, type: string): CamundaError => {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return invalidRequest(`Cannot convert value '${shown.slice(0, 100)}' of variable ${name} to type '${type}'`);
};

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The type that a value has where nobody declared one. */
export function naturalType(value: Json): string {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value !== 'number') return 'Json';
  if (!Number.isInteger(value)) return 'Double';
  return Math.abs(value) < 2 ** 31 ? 'Integer' : 'Long';
}

/**
 * A stored value as Camunda sends it. A declared type that the value no longer has (the process wrote something else) gives
 * way to the value's own.
 * @param deserialize `Object` values as JSON instead of text, as Camunda does unless told otherwise
 */
export function toTypedValue(value: Json, declared: string | undefined, deserialize = true): TypedValue {
  const [type = '', objectTypeName] = splitObject(declared ?? naturalType(value));
  if (value === null) return { type, value, valueInfo: {} };
  if (!fits(value, type)) return toTypedValue(value, undefined, deserialize);
  switch (type) {
    case 'Date':
      return { type, value: toCamundaDate(Date.parse(value as string)), valueInfo: {} };
    case 'Json':
      return { type, value: JSON.stringify(value), valueInfo: {} };
    case 'Object': {
      const valueInfo = { objectTypeName: objectTypeName ?? null, serializationDataFormat: 'application/json' };
      return { type, value: deserialize ? value : JSON.stringify(value), valueInfo };
    }
    case 'File': {
      const { filename = null, mimetype = null, encoding = null } = value as { [name: string]: Json };
      const valueInfo = { filename, ...(mimetype !== null && { mimeType: mimetype }), ...(encoding !== null && { encoding }) };
      return { type, value: null, valueInfo };
    }
    default:
      return { type, value, valueInfo: {} };
  }
}

function splitObject(type: string): [string, string?] {
  return type.startsWith('Object:') ? ['Object', type.slice('Object:'.length)] : [type];
}

function fits(value: Json, type: string): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Short':
    case 'Integer':
    case 'Long':
    case 'Double':
      return typeof value === 'number' && (type === 'Double' || Number.isInteger(value));
    case 'Date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'File':
      return isMap(value);
    case 'Null':
      return false;
    case 'Json':
    case 'Object':
      return true;
    default:
      return typeof value === 'string';
  }
}

/** All variables, or those of the given names. */
export function toTypedValues(
  { variables, types }: ReadVariables,
  { names, deserialize = true }: { names?: readonly string[] | undefined; deserialize?: boolean } = {},
): { [name: string]: TypedValue } {
  const wanted = names && new Set(names);
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([name]) => wanted === undefined || wanted.has(name))
      .map(([name, value]) => [name, toTypedValue(value, Object.hasOwn(types, name) ? types[name] : undefined, deserialize)]),
  );
}
