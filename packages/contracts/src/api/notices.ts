/** Everything of which the platform tells people by mail; each may be switched off by the reader. */
export const noticeKinds = [
  'task-offered',
  'task-assigned',
  'task-passed-on',
  'mentioned',
  'opinion-asked',
  'handover-asked',
  'task-due-soon',
  'task-overdue',
  'case-clock',
  'substitute-begins',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
