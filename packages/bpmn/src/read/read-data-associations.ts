import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, localName } from '../moddle/elements.ts';
import type { DataAssociation, DataValue, Expression } from '../model.ts';
import { limits } from '../source/scan-source.ts';
import { endsOf } from './data-ends.ts';
import { isPlaceholder, isStore, itemOf, variableOf } from './data-names.ts';
import type { ReadContext } from './read-context.ts';
import { childExpression } from './read-expression.ts';

type Direction = 'dataInputAssociations' | 'dataOutputAssociations';

/**
 * Associations that move data. What names a data store is reported: it is outside of the process.
 * @param except the data input or output that is read or written by somebody else
 */
export function readDataAssociations(
  context: ReadContext,
  owner: ModdleElement,
  direction: Direction,
  except: ModdleElement | undefined,
): DataAssociation[] {
  return children(owner, direction).flatMap((association) => {
    const ends = endsOf(association);
    if (!ends || (except && (ends.target === except || ends.sources.includes(except)))) return [];
    const { sources, target } = ends;
    if ([...sources, ...(target ? [target] : [])].some(isStore)) {
      context.report(owner, {
        severity: 'error',
        rule: 'data-store',
        message: `A data association of the ${named(owner)} reads from or writes to a data store, which is outside of the process.`,
        advice: 'Let a service task fetch or store the data, or use a data object. A line that only documents has no data input.',
      });
      return [];
    }
    for (const end of [...sources, ...(target ? [target] : [])])
      if (!isSeenFrom(owner, end))
        context.report(owner, {
          severity: 'error',
          rule: 'data-scope',
          message: `A data association of the ${named(owner)} refers to "${attribute(end, 'name') ?? end.id ?? ''}", which is in another scope.`,
          advice: 'Move the data object to the process or a sub-process around both.',
        });
    const transformation = dataExpression(context, owner, association, 'transformation');
    if (sources.length > 1 && !transformation && children(association, 'assignment').length === 0)
      context.report(owner, {
        severity: 'error',
        rule: 'data-association',
        message: `A data association of the ${named(owner)} has several sources but no transformation that makes one value of them.`,
        advice: 'Give it a transformation, or draw one association for each source.',
      });
    return [
      {
        sources: sources.flatMap((source) => {
          const item = itemOf(source);
          return item ? [{ id: source.id ?? '', variable: variableOf(item) }] : [];
        }),
        ...(target && !isPlaceholder(target) && { target: variableOf(itemOf(target) ?? target) }),
        ...(transformation && { transformation }),
        assignments: children(association, 'assignment').flatMap((each) => readAssignment(context, owner, each) ?? []),
      },
    ];
  });
}

/** Data is seen in the scope that holds it and all inside (BPMN 2.0.2, 10.4.1). */
function isSeenFrom(owner: ModdleElement, end: ModdleElement): boolean {
  const item = itemOf(end) ?? end;
  const holder = item.$parent?.$type === 'bpmn:InputOutputSpecification' ? item.$parent.$parent : item.$parent;
  const isLoopItem = /LoopCharacteristics$/.test(holder?.$type ?? '');
  for (let at: ModdleElement | undefined = owner; at; at = at.$parent)
    if (at === (isLoopItem ? holder?.$parent : holder)) return true;
  return false;
}

function readAssignment(context: ReadContext, owner: ModdleElement, assignment: ModdleElement) {
  const from = dataValue(context, owner, assignment, 'from');
  const to = dataValue(context, owner, assignment, 'to');
  const path = to && pathOf(to);
  if (from && path && path.length <= limits.depth) return { from, to: path };
  if (path && path.length > limits.depth) {
    context.report(owner, {
      severity: 'error',
      rule: 'data-association',
      message: `An assignment of the ${named(owner)} writes to a path of ${path.length} names; ${limits.depth} are the most.`,
      advice: 'Write to a member nearer to the data element.',
    });
    return undefined;
  }
  context.report(owner, {
    severity: 'error',
    rule: 'data-association',
    message: `An assignment of the ${named(owner)} ${from ? 'does not name what it writes to' : 'does not say what it writes'}.`,
    advice:
      'Give it a from (an expression, or the name of a data element) and a to (the name of a data element or a path: order.total).',
  });
  return undefined;
}

/** An expression, or text that is the path of a data element of the file. */
export function dataValue(
  context: ReadContext,
  owner: ModdleElement,
  holder: ModdleElement,
  property: string,
): DataValue | undefined {
  const expression = dataExpression(context, owner, holder, property);
  if (!expression) return undefined;
  const path = expression.language === 'literal' ? pathIn(context, expression.source) : undefined;
  return path ? { type: 'path', path } : { type: 'expression', expression };
}

/** The expression in a child element; XPath, which BPMN has by default, is refused. */
export function dataExpression(
  context: ReadContext,
  owner: ModdleElement,
  holder: ModdleElement,
  property: string,
): Expression | undefined {
  const given = child(holder, property);
  const text = attribute(given, 'body');
  if (isXPath(text, attribute(given, 'language'))) {
    context.report(owner, {
      severity: 'error',
      rule: 'unknown-language',
      message: `The ${property} of the ${named(owner)} is written in XPath, which is not executed here.`,
      advice: 'Write it in FEEL: = order.total, or name the data element.',
    });
    return undefined;
  }
  const expression = childExpression(context, holder, property, { formal: true });
  return expression && { ...expression, elementId: owner.id ?? expression.elementId };
}

const isXPath = (text: string | undefined, language: string | undefined): boolean =>
  /xpath/i.test(language ?? '') || (language === undefined && /^(\/|(bpmn:)?get(Data|Process)\w*\()/.test(text ?? ''));

/** `order.lines` where `order` names a data element of the file, by name or id. */
function pathIn(context: ReadContext, text: string): readonly string[] | undefined {
  const [first = '', ...members] = text.split('.').map((part) => part.trim());
  const variable = context.dataVariables.get(text.trim()) ?? context.dataVariables.get(first);
  if (variable === undefined) return undefined;
  return context.dataVariables.has(text.trim()) ? [variable] : [variable, ...members];
}

/** The path that an assignment writes to: a data element's, or one of plain names, in any of the languages. */
function pathOf(value: DataValue): readonly string[] | undefined {
  if (value.type === 'path') return value.path;
  const { source, language } = value.expression;
  const text = language === 'juel' ? /^[$#]\{([^{}]*)\}$/.exec(source)?.[1] : source;
  const parts = (text ?? '').split('.').map((part) => part.trim());
  return parts.every((part) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(part)) ? parts : undefined;
}

const named = (element: ModdleElement): string => `${localName(element)} "${attribute(element, 'name') ?? element.id ?? ''}"`;
