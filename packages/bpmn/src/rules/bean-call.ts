import { named } from '../named.ts';
import type { FlowNode, ProcessModel, TopicModel } from '../model.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Says of each call of an object outside, `${bean.method(a)}`, which worker must be there; a variable is no such object. */
export const beanCall: Rule = (process) => {
  const variables = variablesOf(process);
  const topics = nodesOf(process).flatMap((node) => topicsOf(node).map((topic) => ({ node, topic })));
  return topics.flatMap(({ node, topic }) => {
    if (!topic.arguments) return [];
    const name = topic.topic.source;
    const [bean = '', method = ''] = name.split('.');
    return variables.has(bean)
      ? [
          finding(
            'error',
            'bean-call',
            node,
            `The ${named(node)} calls the method "${method}" of the variable "${bean}", which is not offered here.`,
            'Write it in FEEL: begin the expression with "=".',
          ),
        ]
      : [
          finding(
            'warning',
            'bean-call',
            node,
            `The ${named(node)} calls ${name}(…), an object outside: it becomes a job with the topic "${name}".`,
            `Have a worker take the topic "${name}": it finds the arguments in the variable "arguments" and answers with the variable "result".`,
          ),
        ];
  });
};

/** Of its work, and of what listens to it. */
const topicsOf = (node: FlowNode): TopicModel[] => [
  ...('topic' in node && node.topic ? [node.topic] : []),
  ...[...(node.listeners?.start ?? []), ...(node.listeners?.end ?? [])].flatMap((each) =>
    each.type === 'job' ? [each.topic] : [],
  ),
];

/** Names that the model itself gives to variables. */
function variablesOf(process: ProcessModel): ReadonlySet<string> {
  return new Set(
    nodesOf(process)
      .flatMap(writtenBy)
      .filter((name) => name !== undefined),
  );
}

function writtenBy(node: FlowNode): (string | undefined)[] {
  const mappings = [...node.inputs, ...node.outputs].map(({ name }) => name);
  const loop = 'multiInstance' in node ? [node.multiInstance?.elementVariable, node.multiInstance?.outputCollection] : [];
  const result = 'resultVariable' in node ? [node.resultVariable] : [];
  const out = 'out' in node ? node.out.map(({ target }) => target) : [];
  const initiator = 'initiator' in node ? [node.initiator] : [];
  return [...mappings, ...loop, ...result, ...out, ...initiator];
}
