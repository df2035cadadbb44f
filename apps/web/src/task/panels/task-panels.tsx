import type { ComponentType } from 'react';
import { TaskFacts } from './task-facts.tsx';

/** Beside the form, from top to bottom; each reads what it needs from `useTaskDoing`. */
const panels: readonly ComponentType[] = [TaskFacts];

export function TaskPanels() {
  return panels.map((Panel, index) => <Panel key={index} />);
}
