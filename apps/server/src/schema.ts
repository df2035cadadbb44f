import { auditEntryTable, auditKeyTable, sealHeadTable, sealTable } from './audit/index.ts';
import {
  absenceTable,
  administratorLinkTable,
  apiTokenTable,
  externalLoginTable,
  groupAssignmentTable,
  institutionTable,
  passwordLinkTable,
  passwordTable,
  personTable,
  preferenceTable,
  roleAssignmentTable,
  sessionTable,
  unitTable,
} from './identity/index.ts';
import { outgoingNoticeTable, plannedNoticeTable } from './notifications/index.ts';
import { decisionTable, definitionTable, deploymentTable, resourceTable } from './models/index.ts';
import {
  historyActivityTable,
  historyDecisionTable,
  historyInstanceTable,
  historyVariableTable,
  instancePartTable,
  instanceTable,
  instanceUndoTable,
  journalTable,
  receiptCounterTable,
  startArrivalTable,
  startGatheringTable,
} from './instances/index.ts';
import { dutyActTable, dutyNoteTable, dutyPairTable, dutyStandTable } from './duties/index.ts';
import { caseClockEntryTable, caseClockTable } from './case-clock/index.ts';
import { historyTaskTable, taskCandidateTable, taskOpinionTable, taskSignatureTable, taskTable } from './tasks/index.ts';
import { bulkItemTable, bulkJobTable } from './bulk/index.ts';
import { startTimerTable, timerTable } from './timers/index.ts';
import { incidentTable, jobTable } from './jobs/index.ts';
import { deliveryTable, partnerTable, startSubscriptionTable, subscriptionTable } from './messages/index.ts';
import { attachmentTable, draftTable, noteTable, noteTextTable, uploadTable } from './documents/index.ts';
import {
  competenceTable,
  dutyAcknowledgementTable,
  personCompetenceTable,
  postHolderTable,
  postTable,
  roleCompetenceTable,
  roleDescriptionTable,
} from './registry/index.ts';
import { noticeTable, serviceIndicatorTable, serviceTable } from './services/index.ts';
import { savedViewTable } from './views/index.ts';
import { announcementTable } from './platform/announcements/announcement-table.ts';
import { erasedCaseTable, erasureTable, legalHoldTable, privacyJobTable, retentionTable } from './privacy/index.ts';
import type { Table } from './platform/database/table.ts';

/** Every table of the server, floor by floor. */
export const tables: readonly Table[] = [
  auditEntryTable,
  sealTable,
  sealHeadTable,
  auditKeyTable,
  announcementTable,
  institutionTable,
  unitTable,
  personTable,
  passwordTable,
  roleAssignmentTable,
  absenceTable,
  sessionTable,
  administratorLinkTable,
  preferenceTable,
  apiTokenTable,
  passwordLinkTable,
  groupAssignmentTable,
  externalLoginTable,
  plannedNoticeTable,
  outgoingNoticeTable,
  deploymentTable,
  resourceTable,
  definitionTable,
  decisionTable,
  instanceTable,
  instancePartTable,
  instanceUndoTable,
  journalTable,
  historyInstanceTable,
  historyActivityTable,
  historyVariableTable,
  historyDecisionTable,
  receiptCounterTable,
  startGatheringTable,
  startArrivalTable,
  dutyActTable,
  dutyStandTable,
  dutyPairTable,
  dutyNoteTable,
  caseClockTable,
  caseClockEntryTable,
  taskTable,
  taskCandidateTable,
  historyTaskTable,
  taskSignatureTable,
  taskOpinionTable,
  bulkJobTable,
  bulkItemTable,
  timerTable,
  startTimerTable,
  jobTable,
  incidentTable,
  subscriptionTable,
  startSubscriptionTable,
  deliveryTable,
  partnerTable,
  draftTable,
  noteTable,
  noteTextTable,
  attachmentTable,
  uploadTable,
  retentionTable,
  legalHoldTable,
  erasedCaseTable,
  erasureTable,
  privacyJobTable,
  postTable,
  postHolderTable,
  roleDescriptionTable,
  dutyAcknowledgementTable,
  competenceTable,
  roleCompetenceTable,
  personCompetenceTable,
  serviceTable,
  serviceIndicatorTable,
  savedViewTable,
  noticeTable,
];
