import type { ModdleElement } from 'bpmn-moddle';
import { child, children } from '../moddle/elements.ts';
import { isPlaceholder } from './data-names.ts';

/** The ends of an association that is more than a line in the drawing. */
interface Ends {
  readonly sources: readonly ModdleElement[];
  readonly target: ModdleElement | undefined;
}

/**
 * The ends of a data association; undefined for one that is only drawn: without a source and assignments, or to the placeholder
 * that modelling tools put for an activity's inside.
 */
export function endsOf(association: ModdleElement): Ends | undefined {
  const sources = children(association, 'sourceRef');
  const target = child(association, 'targetRef');
  const moves = sources.length > 0 || child(association, 'transformation') !== undefined;
  if (children(association, 'assignment').length > 0) return { sources, target };
  if (!moves || !target || isPlaceholder(target)) return undefined;
  return { sources, target };
}
