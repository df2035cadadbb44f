import type { Problem } from '@gaita/contracts';
import { Parser } from 'saxen';
import { knownElements } from '../moddle/known-elements.ts';
import { findBadCharacter } from './bad-character.ts';
import { createPositions } from './positions.ts';

/** What a look at the XML alone tells, before any meaning is read. */
export interface SourceScan {
  /** Line (from 1) of the start tag of each element with an id. */
  readonly lines: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  /** Whether the file may be read further. Where it is false, `problems` say why. */
  readonly readable: boolean;
  /** The source with blank lines in the place of its diagrams, which say nothing about what happens. */
  readonly content: string;
}

export const limits = { bytes: 2 * 1024 * 1024, depth: 50, flowNodes: 10_000 } as const;

/** Reading stops here: each further problem would cost its reader a look at the whole file. */
const maximumProblems = 50;

const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const flowNode = /^bpmn:(\w*[tT]ask|\w*[gG]ateway|\w*Event|\w*[sS]ubProcess|transaction|callActivity)$/;
const needsId = new Set(['bpmn:process', 'bpmn:sequenceFlow']);
// What moddle reads as an id: it leaves elements with others out.
const readableId = /^([a-z][\w-.]*:)?[a-z_][\w-.]*$/i;
// Such ids are property names of every JavaScript object.
const reservedIds = new Set(['__proto__', 'constructor', 'prototype']);

const refused = (problem: Omit<Problem, 'severity'>): SourceScan => ({
  lines: new Map(),
  problems: [{ severity: 'error', ...problem }],
  readable: false,
  content: '',
});

/** Reads the tags of a BPMN file: well-formedness, limits, ids and their lines, elements that BPMN does not have. */
export function scanSource(xml: string): SourceScan {
  if (isTooLarge(xml))
    return refused({
      rule: 'too-large',
      message: `The file is larger than ${limits.bytes / 1024 / 1024} MB.`,
      advice: 'Split the model: call activities keep parts in files of their own.',
    });
  const bad = findBadCharacter(xml);
  if (bad)
    return refused({
      rule: 'bad-character',
      message: `The file holds the character ${bad.name}, which XML does not allow.`,
      advice: 'Remove it, and give the file as UTF-8.',
      line: bad.line,
    });
  const lines = new Map<string, number>();
  const problems: Problem[] = [];
  const positions = createPositions(xml);
  const path: { name: string; id?: string; line: number; offset: number }[] = [];
  const diagrams: { from: number; to: number }[] = [];
  const { elements, texts, namespaces } = knownElements();
  let stopped = false;
  let roots = 0;
  let flowNodes = 0;
  const parser = new Parser({ proxy: true });

  const stop = (problem: Omit<Problem, 'severity'>): void => {
    if (stopped) return;
    stopped = true;
    problems.push({ severity: 'error', ...problem });
    parser.stop();
  };

  const note = (severity: Problem['severity'], problem: Omit<Problem, 'severity'>): void => {
    if (stopped) return;
    problems.push({ severity, ...problem });
    if (problems.length > maximumProblems)
      stop({
        rule: 'too-many-problems',
        message: `The file has more than ${maximumProblems} problems; the rest of it was not read.`,
        advice: 'Correct the first ones, then check again.',
      });
  };
  const noteText = (text: string): void => {
    const around = path.at(-1);
    if (!around || text.trim() === '' || !elements.has(around.name) || texts.has(around.name)) return;
    note('warning', {
      rule: 'misplaced-text',
      message: `The text "${text.trim().slice(0, 40)}" cannot stand here and has no effect.`,
      advice: 'Remove it.',
      elementId: around.id,
      line: around.line,
    });
  };

  parser
    .ns(namespaces)
    .on('attention', (_text, _decode, context) =>
      stop({
        rule: 'doctype',
        message: 'The file has a document type declaration (DOCTYPE).',
        advice: 'Remove it: BPMN files need none, and its entities are a known way to attack readers.',
        line: context().line + 1,
      }),
    )
    .on('comment', (text) => positions.skip(`<!--${text}-->`))
    .on('cdata', (text) => {
      noteText(text);
      positions.skip(`<![CDATA[${text}]]>`);
    })
    .on('text', noteText)
    .on('openTag', (tag, decode) => {
      const { line, offset } = positions.next(`<${tag.originalName}`);
      const attributes = tag.attrs || {};
      // Reading the attributes may have found them broken.
      if (stopped) return;
      const id = attributes['id'] === undefined ? undefined : decode(attributes['id']);
      const parent = path.at(-1);
      if (path.length === 0 && ++roots > 1) return stop({ ...notXml, message: 'The file has a second root element.', line });
      if (path.length === 0 && tag.name !== 'bpmn:definitions')
        return stop({
          rule: 'not-bpmn',
          message: `The file starts with <${tag.originalName}>, not with the definitions of BPMN 2.0.`,
          advice: `Give a BPMN 2.0 file: its root is <definitions xmlns="${bpmnNamespace}">.`,
          line,
        });
      if (path.length >= limits.depth)
        return stop({
          rule: 'too-deep',
          message: `Elements are nested more than ${limits.depth} deep.`,
          advice: 'Take inner sub-processes out and call them with call activities.',
          line,
        });
      if (flowNode.test(tag.name) && ++flowNodes > limits.flowNodes)
        return stop({
          rule: 'too-many-nodes',
          message: `The model has more than ${limits.flowNodes} flow nodes.`,
          advice: 'Split the model: call activities keep parts in files of their own.',
          line,
        });
      if (id !== undefined) noteId(id, line);
      else if (flowNode.test(tag.name) || needsId.has(tag.name))
        note('error', {
          rule: 'bad-id',
          message: `<${tag.originalName}> has no id.`,
          advice: 'Give it one of its own.',
          elementId: nearestId(),
          line,
        });
      if (tag.name.startsWith('bpmn:') && !elements.has(tag.name))
        note('error', {
          rule: 'unknown-element',
          message: `BPMN 2.0 has no element <${tag.originalName}>.`,
          advice: 'Correct its name, or put extensions into a namespace of their own below extensionElements.',
          elementId: id ?? nearestId(),
          line,
        });
      path.push({ name: tag.name, id: id ?? parent?.id, line, offset });
    })
    .on('closeTag', (tag, _decode, selfClosing) => {
      const closed = path.pop();
      if (closed?.name !== 'bpmndi:BPMNDiagram' || selfClosing) return;
      const end = `</${tag.originalName}`;
      diagrams.push({ from: closed.offset, to: xml.indexOf('>', positions.next(end).offset + end.length) + 1 });
    })
    .on('error', (error, context) =>
      stop({ ...notXml, message: `The file is no XML: ${error.message}.`, line: context().line + 1 }),
    )
    .on('warn', (error, context) =>
      stop({ ...notXml, message: `The file is no XML: ${error.message}.`, line: context().line + 1 }),
    );

  const nearestId = () => path.at(-1)?.id;
  const noteId = (id: string, line: number): void => {
    if (reservedIds.has(id) || !readableId.test(id))
      note('error', {
        rule: 'bad-id',
        message: `"${id}" cannot be an id.`,
        advice: 'Use letters from a to z, digits, "-", "_" and ".", beginning with a letter or "_".',
        elementId: id,
        line,
      });
    const first = lines.get(id);
    if (first === undefined) lines.set(id, line);
    else
      note('error', {
        rule: 'duplicate-id',
        message: `The id "${id}" stands on line ${first} already.`,
        advice: 'Give each element an id of its own and correct the references to it.',
        elementId: id,
        line,
      });
  };

  parser.parse(xml);
  return { lines, problems, readable: !stopped, content: stopped ? '' : withoutParts(xml, diagrams) };
}

/** Cuts parts out, in order, and keeps their line ends so that later lines keep their numbers. */
function withoutParts(xml: string, parts: readonly { readonly from: number; readonly to: number }[]): string {
  let at = 0;
  let rest = '';
  for (const { from, to } of parts) {
    rest += xml.slice(at, from) + xml.slice(from, to).replace(/[^\r\n]+/g, '');
    at = to;
  }
  return rest + xml.slice(at);
}

const notXml = { rule: 'not-xml', advice: 'Export the model again from the modeller, or correct the line.' } as const;

function isTooLarge(xml: string): boolean {
  if (xml.length > limits.bytes) return true;
  // A UTF-16 unit takes at most three bytes in UTF-8.
  return xml.length * 3 > limits.bytes && new TextEncoder().encode(xml).length > limits.bytes;
}
