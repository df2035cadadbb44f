import type { ComponentType } from 'react';
import { TaskFacts } from './task-facts.tsx';
import { TaskOpinions } from './task-opinions.tsx';

/** Beside the form, from top to bottom; each reads what it needs from `useTaskDoing`. */
const panels: readonly ComponentType[] = [TaskFacts, TaskOpinions];

export function TaskPanels() {
  return panels.map((Panel, index) => <Panel key={index} />);
}
