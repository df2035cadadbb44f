/**
 * Runs inside QuickJS before the script: gives it `execution`, `BpmnError` and the variables, and writes its answer as JSON.
 * It keeps its own copies of what it needs of the language, because a script may change everything that it can reach.
 */
export const prelude = String.raw`(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { defineProperty, keys, create, getPrototypeOf, hasOwn } = Object;
  const { isArray } = Array;
  const { apply } = Reflect;
  const proto = Object.prototype;
  const text = String;
  const finite = Number.isFinite;
  const describe = (value) => (value === null ? 'null' : typeof value);

  class BpmnError extends Error {
    constructor(code, message) {
      super(message === undefined ? '' : text(message));
      this.name = 'BpmnError';
      this.code = text(code);
      this.hasMessage = message !== undefined;
    }
  }
  /** A value that no variable can hold. */
  class Unfit extends TypeError {}

  const most = 100;
  const check = (value, depth) => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
    if (typeof value === 'number') {
      if (!finite(value)) throw new Unfit('is the number ' + value);
      return;
    }
    if (typeof value !== 'object') throw new Unfit('is or holds a ' + typeof value);
    if (depth > most) throw new Unfit('is nested more than ' + most + ' deep');
    if (!isArray(value)) {
      const kind = getPrototypeOf(value);
      if (kind !== null && kind !== proto) throw new Unfit('is or holds an object that is no plain one');
    }
    const names = keys(value);
    for (let i = 0; i < names.length; i++) check(value[names[i]], depth + 1);
  };
  /** The value as JSON would give it back: dates become text, what is undefined is left out. */
  const plain = (value) => {
    if (value === undefined) return null;
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') check(value, 0);
    let written;
    try {
      written = stringify(value, (_name, each) => {
        if (typeof each === 'number' || typeof each === 'function' || typeof each === 'symbol' || typeof each === 'bigint') check(each, 0);
        if (typeof each === 'object' && each !== null && !isArray(each)) {
          const kind = getPrototypeOf(each);
          if (kind !== null && kind !== proto) throw new Unfit('is or holds an object that is no plain one');
        }
        return each;
      });
    } catch (error) {
      if (error instanceof Unfit || !(error instanceof TypeError)) throw error;
      throw new Unfit('cannot be written as JSON: ' + error.message);
    }
    if (written === undefined) throw new Unfit('is undefined');
    const read = parse(written);
    check(read, 0);
    return read;
  };

  let seen = create(null);
  const writes = [];
  const show = (name, value) => defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
  const store = (name, value, local) => {
    const key = text(name);
    if (key.length === 0 || key.length > 191) throw new RangeError('The name of a variable has 1 to 191 characters.');
    let stored;
    try {
      stored = plain(value);
    } catch (error) {
      if (error instanceof Unfit) error.message = 'What the script gives to the variable "' + key + '" ' + error.message;
      throw error;
    }
    writes[writes.length] = { name: key, value: stored, local };
    seen[key] = stored;
    show(key, stored);
  };
  const copyOf = (value) => (typeof value === 'object' && value !== null ? parse(stringify(value)) : value);
  let facts = { processInstanceId: null, businessKey: null, activityId: null, processDefinitionId: null };
  const missing = (name, instead) => () => {
    throw new TypeError('execution.' + name + ' does not exist here. ' + instead);
  };
  const execution = {
    getVariable: (name) => (hasOwn(seen, text(name)) ? copyOf(seen[text(name)]) : null),
    getVariableLocal: (name) => (hasOwn(seen, text(name)) ? copyOf(seen[text(name)]) : null),
    hasVariable: (name) => hasOwn(seen, text(name)),
    hasVariableLocal: (name) => hasOwn(seen, text(name)),
    getVariables: () => parse(stringify(seen)),
    getVariableNames: () => keys(seen),
    setVariable: (name, value) => store(name, value, false),
    setVariableLocal: (name, value) => store(name, value, true),
    setVariables: (values) => {
      const names = keys(values);
      for (let i = 0; i < names.length; i++) store(names[i], values[names[i]], false);
    },
    removeVariable: missing('removeVariable', 'Set the variable to null.'),
    getProcessInstanceId: () => facts.processInstanceId,
    getProcessBusinessKey: () => facts.businessKey,
    getBusinessKey: () => facts.businessKey,
    getProcessDefinitionId: () => facts.processDefinitionId,
    getCurrentActivityId: () => facts.activityId,
    get processInstanceId() { return facts.processInstanceId; },
    get processBusinessKey() { return facts.businessKey; },
    get businessKey() { return facts.businessKey; },
    get currentActivityId() { return facts.activityId; },
  };
  const silent = () => undefined;
  const hidden = (name, value) => defineProperty(globalThis, name, { value, writable: true, configurable: true });
  hidden('execution', execution);
  hidden('BpmnError', BpmnError);
  hidden('console', { log: silent, info: silent, warn: silent, error: silent, debug: silent });
  hidden('print', silent);
  // Scripts written for Camunda name the class by its place.
  hidden('org', { camunda: { bpm: { engine: { delegate: { BpmnError } } } } });

  return {
    begin: (given) => {
      const { variables, ...rest } = parse(given);
      facts = rest;
      const names = keys(variables);
      for (let i = 0; i < names.length; i++) {
        seen[names[i]] = variables[names[i]];
        // A variable never takes the place of what the script needs to speak to the case.
        if (names[i] !== 'execution' && names[i] !== 'BpmnError') show(names[i], copyOf(variables[names[i]]));
      }
    },
    answer: (value) => {
      let result;
      try {
        result = plain(value);
      } catch (error) {
        if (error instanceof Unfit) error.message = 'The result of the script ' + error.message;
        throw error;
      }
      return stringify({ writes, result });
    },
    withoutResult: () => stringify({ writes, result: null }),
    failure: (error) => {
      if (error instanceof BpmnError)
        return stringify({ bpmnError: text(error.code), ...(error.hasMessage && { message: text(error.message) }), writes });
      if (error instanceof Unfit) return stringify({ unfit: text(error.message) });
      if (!(error instanceof Error)) return stringify({ thrown: typeof error === 'object' ? 'an object' : text(error) });
      const line = apply(/script:(\d+)/.exec, /script:(\d+)/, [text(error.stack)]);
      return stringify({ thrown: text(error.name) + ': ' + text(error.message), ...(line && { line: +line[1] }) });
    },
  };
})()`;
