import type { Problem } from '@gaita/contracts';
import type { Expression, FlowNode, ProcessModel } from '../model.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Keys and the names of people, roles, messages and topics are looked up in indices, which hold this many characters. */
const longestKey = 191;
const longestText = 500;

/** What a case is stored with has the length that the database takes: nothing is cut. */
export const textLength: Rule = (process) => [...ofProcess(process), ...nodesOf(process).flatMap(ofNode)];

const ofProcess = (process: ProcessModel): Problem[] => [
  ...tooLong(process, 'id', process.id, longestKey),
  ...tooLong(process, 'name', process.name, longestText),
  ...tooLong(process, 'version tag', process.versionTag, longestKey),
  ...tooLong(process, 'history time to live', process.historyTimeToLive, longestText),
];

const ofNode = (node: FlowNode): Problem[] => [
  ...tooLong(node, 'id', node.id, longestKey),
  ...tooLong(node, 'name', node.name, longestText),
  ...('formKey' in node ? tooLong(node, 'form key', node.formKey, longestKey) : []),
  ...('legalBasis' in node ? tooLong(node, 'legal basis', node.legalBasis, longestText) : []),
  ...keysOf(node)
    .filter(({ language }) => language === 'literal')
    .flatMap(({ source, property }) => source.split(',').flatMap((key) => tooLong(node, property, key.trim(), longestKey))),
];

/** What people, workers and messages are found by. */
function keysOf(node: FlowNode): readonly Expression[] {
  const keys: (Expression | undefined)[] = [];
  if (node.type === 'userTask') keys.push(node.assignee, ...node.candidateUsers, ...node.candidateGroups);
  if ('topic' in node) keys.push(node.topic?.topic);
  if ('message' in node) keys.push(node.message?.name);
  if ('definitions' in node)
    for (const definition of node.definitions) {
      if (definition.type === 'message') keys.push(definition.message.name);
      if (definition.type === 'signal') keys.push(definition.name);
    }
  return keys.filter((key) => key !== undefined);
}

function tooLong(place: FlowNode | ProcessModel, what: string, text: string | undefined, limit: number): Problem[] {
  if (text === undefined || text.length <= limit) return [];
  const owner = `${'type' in place ? place.type : 'process'} "${shown(place.id)}"`;
  const message = `The ${what} of the ${owner} has ${text.length} characters, but at most ${limit} are stored.`;
  return [finding('error', 'text-length', place, message, 'Shorten it; what is longer belongs into the documentation.')];
}

const shown = (id: string): string => (id.length > 60 ? `${id.slice(0, 60)}…` : id);
