import { roleKeys } from '@gaita/contracts';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children } from '../moddle/elements.ts';
import type { ProcessModel } from '../model.ts';

type Lane = ProcessModel['lanes'][number];

/** All lanes of a process, an outer one before those inside it. */
export function readLanes(process: ModdleElement): readonly Lane[] {
  const found: Lane[] = [];
  const open = children(process, 'laneSets').flatMap((set) => children(set, 'lanes'));
  for (let lane = open.shift(); lane; lane = open.shift()) {
    found.push({
      id: lane.id ?? '',
      name: attribute(lane, 'name'),
      role: roleOf(lane),
      nodeIds: children(lane, 'flowNodeRef').flatMap((node) => node.id ?? []),
    });
    open.unshift(...children(child(lane, 'childLaneSet'), 'lanes'));
  }
  return found;
}

/** `gaita:role`, else the lane's name where that is a role key, else what the lane around it has. */
function roleOf(lane: ModdleElement): string | undefined {
  const name = attribute(lane, 'name');
  const own = attribute(lane, 'gaita:role') ?? roleKeys.find((key) => key === name);
  if (own !== undefined) return own;
  const around = lane.$parent?.$parent;
  return around?.$type === 'bpmn:Lane' ? roleOf(around) : undefined;
}

/** Role by node id; the innermost lane counts, wherever it also stands in an outer one. */
export const rolesByNode = (lanes: readonly Lane[]): ReadonlyMap<string, string> =>
  new Map(lanes.flatMap((lane) => (lane.role === undefined ? [] : lane.nodeIds.map((id) => [id, lane.role!] as const))));
