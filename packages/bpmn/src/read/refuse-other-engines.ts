import type { ModdleElement } from 'bpmn-moddle';
import { child, children, localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';

interface OtherEngine {
  readonly name: string;
  /** Whether a word of its namespace says what is to be done; the rest is for its editor. */
  isExecuted(word: string): boolean;
}

const byNamespace: ReadonlyMap<string, OtherEngine> = new Map([
  ['http://activiti.org/bpmn', { name: 'Activiti', isExecuted: (word) => word !== 'exclusive' }],
  ['http://flowable.org/bpmn', { name: 'Flowable', isExecuted: (word) => word !== 'exclusive' }],
  [
    'http://www.jboss.org/drools',
    { name: 'jBPM', isExecuted: (word) => /^(taskName|ruleFlowGroup|on(Entry|Exit)-script)$/.test(word) },
  ],
]);

/** Refuses words of other engines: without them the element would do something else than was drawn. */
export function refuseOtherEngines(context: ReadContext, element: ModdleElement, definitions: ModdleElement): void {
  const words = [
    ...Object.keys(element.$attrs),
    ...children(child(element, 'extensionElements'), 'values').map(({ $type }) => $type),
  ];
  for (const word of new Set(words)) {
    const [prefix = '', local] = word.split(':');
    const engine = local === undefined ? undefined : byNamespace.get(definitions.$attrs[`xmlns:${prefix}`] ?? '');
    if (!engine?.isExecuted(local!)) continue;
    context.report(element, {
      severity: 'error',
      rule: 'unsupported-extension',
      message: `The ${localName(element)} has ${word}, a word of ${engine.name}, which is not read here.`,
      advice: 'Write it in the words of Camunda 7, xmlns:camunda="http://camunda.org/schema/1.0/bpmn"; most have the same names.',
    });
  }
}
