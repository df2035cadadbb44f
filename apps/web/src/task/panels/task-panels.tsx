import type { ComponentType } from 'react';
import { CaseDataPanel } from './case-data.tsx';
import { HistoryPanel, PositionPanel } from './case-so-far.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskOpinions } from './task-opinions.tsx';

/** Beside the form, from top to bottom; each reads what it needs from `useTaskDoing`. */
const panels: readonly ComponentType[] = [
  TaskFacts,
  CaseDataPanel,
  TaskOpinions,
  DocumentsPanel,
  NotesPanel,
  HistoryPanel,
  PositionPanel,
];

export function TaskPanels() {
  return panels.map((Panel, index) => <Panel key={index} />);
}
