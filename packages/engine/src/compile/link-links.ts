import type { Problem } from '@gaita/contracts';
import type { CompiledFlow } from './compiled-process.ts';
import { definitionsOf } from './definitions-of.ts';
import type { DraftNode } from './draft-node.ts';

/** Joins each throwing link event with the catching one of the same name in its scope (BPMN 2.0.2, 10.5.1). */
export function linkLinks(drafts: readonly DraftNode[], problems: Problem[]): void {
  const caught = new Map<string, DraftNode>();
  for (const draft of drafts)
    if (draft.model.type === 'intermediateCatchEvent') for (const name of linksOf(draft)) caught.set(name, draft);
  for (const source of drafts) {
    if (source.model.type !== 'intermediateThrowEvent') continue;
    for (const name of linksOf(source)) {
      const target = caught.get(name);
      if (!target) {
        const message = `Link "${name}" of ${source.id} has no catching link event of that name in its scope.`;
        problems.push({ severity: 'error', rule: 'link-pair', elementId: source.id, message });
        continue;
      }
      const flow: CompiledFlow = { id: `${source.id}>${target.id}`, source, target, isLink: true };
      source.outgoing.push(flow);
      target.incoming.push(flow);
    }
  }
}

const linksOf = (node: DraftNode): string[] =>
  definitionsOf(node).flatMap((definition) => (definition.type === 'link' ? [definition.name] : []));
