import type { Json, Variables } from '@gaita/contracts';

/** A service task whose inputs are missing or have the wrong shape: the message tells the modeller which. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}

const shown = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100));

/** Text of at least one character. */
export function textInput(variables: Variables, name: string, longest: number): string {
  const value = variables[name];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value;
  throw new WrongInput(`The task needs the input "${name}" as text of at most ${longest} characters, but found ${shown(value)}.`);
}

/** Undefined for null, an empty text, or nothing. */
export function optionalTextInput(variables: Variables, name: string, longest: number): string | undefined {
  const value = variables[name];
  return value === undefined || value === null || value === '' ? undefined : textInput(variables, name, longest);
}

export function booleanInput(variables: Variables, name: string): boolean {
  const value = variables[name];
  if (typeof value === 'boolean') return value;
  throw new WrongInput(`The task needs the input "${name}" as true or false, but found ${shown(value)}.`);
}

const address = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;

/** One e-mail address, several with commas between, or a list of them. */
export function addressesInput(variables: Variables, name: string): string[] {
  const value = variables[name];
  const given = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  const addresses = given.map((one) => (typeof one === 'string' ? one.trim() : ''));
  if (addresses.length > 0 && addresses.length <= 100 && addresses.every((one) => address.test(one))) return addresses;
  throw new WrongInput(`The task needs the input "${name}" as one or more e-mail addresses, but found ${shown(value)}.`);
}
