import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, extension, extensions, flag } from '../moddle/elements.ts';
import type { Mapping, MappingValue, VariableMapping } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, expressionFrom, namedLanguage } from './read-expression.ts';

/** `camunda:inputOutput` and `zeebe:ioMapping`. */
export function readMappings(context: ReadContext, element: ModdleElement, direction: 'input' | 'output'): Mapping[] {
  const list = `${direction}Parameters`;
  return [
    ...children(extension(element, 'camunda:InputOutput'), list).map((parameter) => ({
      name: attribute(parameter, 'name') ?? '',
      value: readParameter(context, element, `camunda:${direction}Parameter`, parameter),
    })),
    ...children(extension(element, 'zeebe:IoMapping'), list).map((parameter) => ({
      name: attribute(parameter, 'target') ?? '',
      value: text(context, element, `zeebe:${direction}`, attribute(parameter, 'source') ?? ''),
    })),
  ];
}

/** The value of an input or output parameter, or of a map's entry: text, script, list or map. */
function readParameter(context: ReadContext, owner: ModdleElement, property: string, holder: ModdleElement): MappingValue {
  const definition = child(holder, 'definition');
  return definition
    ? readDefinition(context, owner, property, definition)
    : text(context, owner, property, attribute(holder, 'value') ?? '');
}

function readDefinition(context: ReadContext, owner: ModdleElement, property: string, definition: ModdleElement): MappingValue {
  switch (definition.$type) {
    case 'camunda:List':
      return {
        type: 'list',
        items: children(definition, 'items').map((item) => readDefinition(context, owner, property, item)),
      };
    case 'camunda:Map':
      return {
        type: 'map',
        entries: children(definition, 'entries').map((entry) => ({
          key: attribute(entry, 'key') ?? '',
          value: readParameter(context, owner, property, entry),
        })),
      };
    case 'camunda:Script':
      return script(context, owner, property, definition);
    default:
      return text(context, owner, property, attribute(definition, 'value') ?? '');
  }
}

function script(context: ReadContext, owner: ModdleElement, property: string, definition: ModdleElement): MappingValue {
  const format = attribute(definition, 'scriptFormat') ?? '';
  const language = namedLanguage(format);
  if (attribute(definition, 'resource') !== undefined || language === undefined)
    context.report(owner, {
      severity: 'error',
      rule: 'unknown-language',
      message: `A ${property} is a script in "${format}" or outside of the model, which is not executed here.`,
      advice: 'Write it into the model, in FEEL: scriptFormat="feel".',
    });
  const source = attribute(definition, 'value') ?? '';
  return { type: 'expression', expression: expressionFrom(context, owner, property, source, language) };
}

const text = (context: ReadContext, owner: ModdleElement, property: string, source: string): MappingValue => ({
  type: 'expression',
  expression: expressionFrom(context, owner, property, source),
});

/** `camunda:in` or `camunda:out` below an element; those that carry the business key are not variables and left out. */
export function readVariableMappings(
  context: ReadContext,
  element: ModdleElement,
  type: 'camunda:In' | 'camunda:Out',
): VariableMapping[] {
  return extensions(element, type)
    .filter((mapping) => attribute(mapping, 'businessKey') === undefined)
    .map((mapping) => ({
      all: attribute(mapping, 'variables') === 'all' || undefined,
      source: attribute(mapping, 'source'),
      sourceExpression: attributeExpression(context, mapping, 'sourceExpression'),
      target: attribute(mapping, 'target'),
      local: flag(mapping, 'local'),
    }));
}
