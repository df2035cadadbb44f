// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever compiles this file from outside needs the typings too
/// <reference path="./bpmn-moddle.d.ts" />
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { gaitaDescriptor } from './gaita-descriptor.ts';

// Both dialects give elements a `modelerTemplate`, which moddle refuses to hold twice; Zeebe's stays as a plain attribute.
const zeebeDescriptor = { ...zeebe, types: zeebe.types.filter((type) => type.name !== 'TemplateSupported') };

/** What Camunda says of tasks is read of global tasks too. */
const globalOf = new Map([
  ['bpmn:UserTask', 'bpmn:GlobalUserTask'],
  ['bpmn:ScriptTask', 'bpmn:GlobalScriptTask'],
  ['bpmn:BusinessRuleTask', 'bpmn:GlobalBusinessRuleTask'],
  ['bpmn:Activity', 'bpmn:GlobalTask'],
]);
const camundaDescriptor = {
  ...camunda,
  types: camunda.types.map((type) => {
    const extended: readonly string[] | undefined = 'extends' in type ? type.extends : undefined;
    return extended ? { ...type, extends: [...extended, ...extended.flatMap((name) => globalOf.get(name) ?? [])] } : type;
  }),
};

/** The vocabularies beside BPMN's own, by prefix: what bpmn-js takes as `moddleExtensions`. */
export const moddleOptions = { camunda: camundaDescriptor, zeebe: zeebeDescriptor, gaita: gaitaDescriptor };

/** A reader and writer of BPMN XML that knows the three dialects and keeps what it does not know. */
export function createModdle(): BpmnModdle {
  return keepUnknownExtensions(readGlobalScripts(new BpmnModdle(moddleOptions)));
}

/** The script of a global script task is a child in the standard's schema (as in a script task), an attribute in moddle's. */
function readGlobalScripts(moddle: BpmnModdle): BpmnModdle {
  for (const property of moddle.getType('bpmn:GlobalScriptTask').$descriptor.properties)
    if (property.ns.name === 'bpmn:script') property.isAttr = false;
  return moddle;
}

/**
 * An element that its dialect does not define (`camunda:…` of a later release) would be dropped on reading; with this it is
 * kept like an element of an unknown namespace. Changes and returns the given moddle; the modeller hands in its own.
 */
export function keepUnknownExtensions<T extends Pick<BpmnModdle, 'getType'>>(moddle: T): T {
  const getType = moddle.getType.bind(moddle);
  const anyElement = {
    hasType: (name: string) => name === 'Element',
    $descriptor: { name: 'Element', ns: { name: 'Element' }, properties: [] },
  };
  moddle.getType = (name) => {
    try {
      return getType(name);
    } catch (error) {
      if (typeof name === 'string' && dialects.test(name)) return anyElement;
      throw error;
    }
  };
  return moddle;
}

const dialects = /^(camunda|zeebe|gaita):/;
