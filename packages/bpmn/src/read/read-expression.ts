import type { ModdleElement } from 'bpmn-moddle';
import { attribute, nearestId, splitList } from '../moddle/elements.ts';
import type { Expression } from '../model.ts';
import type { ReadContext } from './read-context.ts';

export type ExpressionLanguage = Expression['language'];

/** The language that a `language`, `scriptFormat` or `expressionLanguage` attribute names; undefined for one that we do not know. */
export function namedLanguage(name: string): ExpressionLanguage | undefined {
  const wanted = name.toLowerCase();
  if (/\bfeel\b/.test(wanted)) return 'feel';
  if (/\bjuel\b|unified.?el|\/el$/.test(wanted)) return 'juel';
  if (/javascript|ecmascript|\bjs$|nashorn/.test(wanted)) return 'javascript';
  return undefined;
}

/** `=` begins FEEL, `${` or `#{` make JUEL, the rest is text as it stands. */
export function languageOf(source: string): 'feel' | 'juel' | 'literal' {
  if (source.startsWith('=')) return 'feel';
  return /[$#]\{/.test(source) ? 'juel' : 'literal';
}

/** An expression from text. `property` names the place for messages; a given `language` counts before what the text looks like. */
export function expressionFrom(
  context: ReadContext,
  element: ModdleElement,
  property: string,
  text: string,
  language?: ExpressionLanguage,
): Expression {
  const trimmed = text.trim();
  const elementId = nearestId(element) ?? '';
  const line = context.lineOf(elementId);
  const spoken = language === 'juel' ? languageOf(trimmed) : (language ?? languageOf(trimmed));
  const source = spoken === 'feel' && trimmed.startsWith('=') ? trimmed.slice(1).trim() : trimmed;
  return { source, language: spoken, elementId, property, ...(line !== undefined && { line }) };
}

/** The expression in an attribute, undefined where it is absent. */
export function attributeExpression(
  context: ReadContext,
  element: ModdleElement | undefined,
  name: string,
  language?: ExpressionLanguage,
): Expression | undefined {
  const text = attribute(element, name);
  return element && text !== undefined ? expressionFrom(context, element, name, text, language) : undefined;
}

/** An attribute with entries separated by commas, each of which may be an expression; FEEL (`= …`) is one entry. */
export function expressionList(context: ReadContext, element: ModdleElement | undefined, name: string): Expression[] {
  const text = attribute(element, name);
  if (!element || text === undefined) return [];
  const entries = text.startsWith('=') ? [text] : splitList(text);
  return entries.map((entry) => expressionFrom(context, element, name, entry));
}

/**
 * A child such as `<timeDuration>` or `<conditionExpression>`. Its `language` counts, then its text's look, then for
 * `formal` ones (conditions, whose text is always an expression) the language of the definitions.
 */
export function childExpression(
  context: ReadContext,
  owner: ModdleElement,
  property: string,
  options: { readonly formal?: boolean } = {},
): Expression | undefined {
  const holder = owner.get(property) as ModdleElement | undefined;
  const text = attribute(holder, 'body');
  const named = attribute(holder, 'language');
  if (attribute(holder, 'camunda:resource') !== undefined)
    context.report(owner, {
      severity: 'error',
      rule: 'outside-script',
      message: `The ${property} refers to a script outside of the model.`,
      advice: 'Write the expression into the model, in FEEL.',
    });
  if (text === undefined) return undefined;
  const language = named === undefined ? undefined : namedLanguage(named);
  if (named !== undefined && language === undefined)
    context.report(owner, {
      severity: 'error',
      rule: 'unknown-language',
      message: `The ${property} is written in "${named}", which is not executed here.`,
      advice: 'Write it in FEEL: language="feel", or begin the text with "=".',
    });
  const looks = languageOf(text);
  const assumed = options.formal && looks === 'literal' ? context.conditionLanguage : undefined;
  return expressionFrom(context, owner, property, text, language ?? assumed);
}
