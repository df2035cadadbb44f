import type { Problem } from '@gaita/contracts';
import { DmnModdle } from 'dmn-moddle';
import { boxedDescriptor, withBoxedNamespace } from './boxed-descriptor.ts';
import type { Definitions } from './model.ts';

const dmn13 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
const diagrams13 = 'https://www.omg.org/spec/DMN/20191111/DMNDI/';

/**
 * Namespaces of DMN 1.1 to 1.5 with those of 1.3: dmn-moddle reads no others, and what is read here is written alike in
 * all of them.
 */
const namespaces: ReadonlyMap<string, string> = new Map([
  ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', dmn13],
  ['http://www.omg.org/spec/DMN/20151101/dmn11.xsd', dmn13],
  ['http://www.omg.org/spec/DMN/20180521/MODEL/', dmn13],
  ['https://www.omg.org/spec/DMN/20211108/MODEL/', dmn13],
  ['https://www.omg.org/spec/DMN/20230324/MODEL/', dmn13],
  ['http://www.omg.org/spec/DMN/20180521/DMNDI/', diagrams13],
  ['https://www.omg.org/spec/DMN/20211108/DMNDI/', diagrams13],
  ['https://www.omg.org/spec/DMN/20230324/DMNDI/', diagrams13],
]);

/** The definitions of a DMN file, or null where it is none; problems say why, or what is not understood in it. */
export async function readDefinitions(xml: string): Promise<{ definitions: Definitions | null; problems: readonly Problem[] }> {
  if (/<!DOCTYPE/i.test(xml)) return refused('dmn-doctype', 'The file has a document type declaration (DOCTYPE).', 'Remove it.');
  try {
    const { rootElement, warnings } = await new DmnModdle({ boxed: boxedDescriptor }).fromXML(
      withBoxedNamespace(asDmn13(xml)),
      'dmn:Definitions',
    );
    return { definitions: rootElement as Definitions, problems: warnings.map(fromWarning) };
  } catch (error) {
    const message = (error as Error).message;
    if (/failed to parse document as/.test(message)) {
      return refused('dmn-unknown', 'The file is no DMN of versions 1.1 to 1.5.', 'Save it as DMN 1.3.');
    }
    return refused('dmn-not-xml', `The file is no well-formed XML: ${firstLine(message)}.`, undefined, placeOf(message));
  }
}

const asDmn13 = (xml: string): string =>
  xml.replace(
    /(xmlns(?::[\w.-]+)?\s*=\s*)(["'])([^"']*)\2/g,
    (_, before: string, quote: string, uri: string) => before + quote + (namespaces.get(uri) ?? uri) + quote,
  );

function refused(rule: string, message: string, advice?: string, place = {}) {
  const problem: Problem = { severity: 'error', rule, message, ...(advice && { advice }), ...place };
  return { definitions: null, problems: [problem] };
}

function fromWarning(warning: Error): Problem {
  const message = warning.message;
  const place = placeOf(message);
  const element = /unparsable content <([^>]+?)\/?>/.exec(message)?.[1];
  const reason = /nested error: (.*)/.exec(message)?.[1] ?? '';
  if (element === undefined || isForeign(element, reason)) {
    return { severity: 'info', rule: 'dmn-content', message: `Passed over: ${firstLine(message)}.`, ...place };
  }
  if (/ ID </.test(reason)) {
    return { severity: 'error', rule: 'dmn-id', message: `The element <${element}> has a wrong id: ${reason}.`, ...place };
  }
  return {
    severity: 'error',
    rule: 'dmn-unknown-element',
    message: `The element <${element}> is not supported here.`,
    advice: 'Use decision tables, literal expressions, contexts, lists, relations, invocations and functions.',
    ...place,
  };
}

/** Elements of other vocabularies do not matter to a decision. */
const isForeign = (element: string, reason: string): boolean =>
  reason.startsWith('unrecognized element') && element.includes(':') && !element.startsWith('dmn:');

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').trim();

/** The parser counts lines and columns from 0. */
function placeOf(message: string): { line?: number; column?: number } {
  const line = /line: (\d+)/.exec(message)?.[1];
  const column = /column: (\d+)/.exec(message)?.[1];
  return { ...(line && { line: Number(line) + 1 }), ...(column && { column: Number(column) + 1 }) };
}
