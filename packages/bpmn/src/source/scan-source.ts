import type { Problem } from '@gaita/contracts';
import { Parser } from 'saxen';
import { isBpmnElement } from '../moddle/known-elements.ts';
import { createPositions } from './positions.ts';

/** What a look at the XML alone tells, before any meaning is read. */
export interface SourceScan {
  /** Line (from 1) of the start tag of each element with an id. */
  readonly lines: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  /** Whether the file may be read further. Where it is false, `problems` say why. */
  readonly readable: boolean;
}

export const limits = { bytes: 2 * 1024 * 1024, depth: 50, flowNodes: 10_000 } as const;

const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const flowNode = /^bpmn:(\w*[tT]ask|\w*[gG]ateway|\w*Event|\w*[sS]ubProcess|transaction|callActivity)$/;
const needsId = new Set(['bpmn:process', 'bpmn:sequenceFlow']);
// Such ids are property names of every JavaScript object.
const reservedIds = new Set(['__proto__', 'constructor', 'prototype']);

const refused = (problem: Omit<Problem, 'severity'>): SourceScan => ({
  lines: new Map(),
  problems: [{ severity: 'error', ...problem }],
  readable: false,
});

/** Reads the tags of a BPMN file: well-formedness, limits, ids and their lines, elements that BPMN does not have. */
export function scanSource(xml: string): SourceScan {
  if (isTooLarge(xml))
    return refused({
      rule: 'too-large',
      message: `The file is larger than ${limits.bytes / 1024 / 1024} MB.`,
      advice: 'Split the model: call activities keep parts in files of their own.',
    });
  const lines = new Map<string, number>();
  const problems: Problem[] = [];
  const positions = createPositions(xml);
  const path: { name: string; id?: string }[] = [];
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

  parser
    .ns({ [bpmnNamespace]: 'bpmn' })
    .on('attention', (_text, _decode, context) =>
      stop({
        rule: 'doctype',
        message: 'The file has a document type declaration (DOCTYPE).',
        advice: 'Remove it: BPMN files need none, and its entities are a known way to attack readers.',
        line: context().line + 1,
      }),
    )
    .on('comment', (text) => positions.skip(`<!--${text}-->`))
    .on('cdata', (text) => positions.skip(`<![CDATA[${text}]]>`))
    .on('openTag', (tag, decode) => {
      const line = positions.next(`<${tag.originalName}`);
      const attributes = tag.attrs || {};
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
        problems.push({
          severity: 'error',
          rule: 'bad-id',
          message: `<${tag.originalName}> has no id.`,
          advice: 'Give it one of its own.',
          elementId: nearestId(),
          line,
        });
      if (tag.name.startsWith('bpmn:') && !isBpmnElement(tag.name.slice(5)))
        problems.push({
          severity: 'error',
          rule: 'unknown-element',
          message: `BPMN 2.0 has no element <${tag.originalName}>.`,
          advice: 'Correct its name, or put extensions into a namespace of their own below extensionElements.',
          elementId: id ?? nearestId(),
          line,
        });
      path.push({ name: tag.name, id: id ?? parent?.id });
    })
    .on('closeTag', () => void path.pop())
    .on('error', (error, context) =>
      stop({ ...notXml, message: `The file is no XML: ${error.message}.`, line: context().line + 1 }),
    )
    .on('warn', (error, context) =>
      stop({ ...notXml, message: `The file is no XML: ${error.message}.`, line: context().line + 1 }),
    );

  const nearestId = () => path.at(-1)?.id;
  const noteId = (id: string, line: number): void => {
    if (reservedIds.has(id) || id.trim() === '' || /\s/.test(id))
      problems.push({
        severity: 'error',
        rule: 'bad-id',
        message: `"${id}" cannot be an id.`,
        advice: 'Use letters, digits, "-", "_" and ".", beginning with a letter.',
        elementId: id,
        line,
      });
    const first = lines.get(id);
    if (first === undefined) lines.set(id, line);
    else
      problems.push({
        severity: 'error',
        rule: 'duplicate-id',
        message: `The id "${id}" stands on line ${first} already.`,
        advice: 'Give each element an id of its own and correct the references to it.',
        elementId: id,
        line,
      });
  };

  parser.parse(xml);
  return { lines, problems, readable: !stopped };
}

const notXml = { rule: 'not-xml', advice: 'Export the model again from the modeller, or correct the line.' } as const;

function isTooLarge(xml: string): boolean {
  if (xml.length > limits.bytes) return true;
  // A UTF-16 unit takes at most three bytes in UTF-8.
  return xml.length * 3 > limits.bytes && new TextEncoder().encode(xml).length > limits.bytes;
}
