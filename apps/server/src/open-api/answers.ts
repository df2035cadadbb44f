import * as contracts from '@gaita/contracts';
import { z } from 'zod';

/** What a route answers when it does as it was asked. Null: nothing (204). */
export interface Answer {
  readonly summary: string;
  readonly schema: z.ZodType | null;
  /** Default `application/json`. */
  readonly contentType?: string;
}

const taskId = z.object({ taskId: z.string() });
const claimedTask = taskId.extend({ assignee: z.string(), since: z.number() });

/** Every handler of `/api/v1`. A test fails for one that is missing. */
export const answers: { readonly [handler: string]: Answer } = {
  'SessionController.signIn': { summary: 'Sign in with account and password', schema: contracts.sessionView },
  'SessionController.current': { summary: 'Who is signed in', schema: contracts.sessionView },
  'SessionController.signOut': { summary: 'Sign out', schema: null },
  'OwnAccountController.preferred': { summary: 'How I want the product to be', schema: contracts.preferences },
  'OwnAccountController.prefer': { summary: 'Change how I want the product to be', schema: contracts.preferences },
  'OwnAccountController.changePassword': { summary: 'Change my password', schema: null },
  'OwnAccountController.sessions': { summary: 'Browsers in which I am signed in', schema: contracts.openSessionsView },
  'OwnAccountController.endOthers': { summary: 'Sign out everywhere else', schema: null },
  'OwnAccountController.end': { summary: 'Sign out in one browser', schema: null },
  'OwnAccountController.tokens': { summary: 'Tokens of mine, or of my institution', schema: contracts.tokensView },
  'OwnAccountController.createToken': { summary: 'Make a token for a program', schema: contracts.createdTokenView },
  'OwnAccountController.revokeToken': { summary: 'Revoke a token', schema: z.object({ id: z.string() }) },
  'AccountsController.list': { summary: 'Accounts of the institutions that I administer', schema: contracts.accountsView },
  'AccountsController.create': { summary: 'Create an account', schema: contracts.passwordLinkView },
  'AccountsController.change': { summary: 'Change name, address and language of an account', schema: contracts.accountDone },
  'AccountsController.link': { summary: 'Give a link for setting the password', schema: contracts.passwordLinkView },
  'AccountsController.close': { summary: 'Close an account', schema: contracts.accountDone },
  'AccountsController.open': { summary: 'Open an account again', schema: contracts.accountDone },
  'AccountsController.signOut': { summary: 'End all sessions of a person', schema: contracts.accountDone },
  'AccountsController.setPassword': { summary: 'Set the password by a one-time link', schema: contracts.accountDone },
  'OidcController.options': { summary: 'How one may sign in', schema: contracts.signInOptions },
  'OidcController.depart': { summary: 'Send the browser to the sign-in provider', schema: null },
  'OidcController.arrive': { summary: 'Where the sign-in provider sends the browser back', schema: null },
  'DemoAccountsController.list': {
    summary: 'Accounts to sign in with in demo mode',
    schema: z.array(contracts.demoAccountView),
  },
  'PeopleController.people': { summary: 'People of my institutions', schema: contracts.peopleView },
  'PeopleController.roles': { summary: 'The registry of roles', schema: contracts.rolesView },
  'PeopleController.createFirstAdministrator': {
    summary: 'Create the first administrator by the one-time link',
    schema: z.object({ account: z.string() }),
  },
  'ModelsController.create': { summary: 'Deploy models, decisions and forms', schema: contracts.deployedView },
  'ModelsController.xml': { summary: 'The BPMN file of a definition', schema: z.string(), contentType: 'application/xml' },
  'ModelsController.fieldsOf': { summary: 'What the forms of a definition call the values', schema: contracts.fieldsView },
  'ProcessesController.list': { summary: 'Processes that I see', schema: z.array(contracts.processView) },
  'ProcessesController.one': { summary: 'A process by its key', schema: contracts.processView },
  'ProcessesController.start': { summary: 'Start a case', schema: contracts.startedView },
  'CasesController.list': { summary: 'Cases of my institutions', schema: contracts.casesView },
  'CasesController.detail': { summary: 'A case with its position, entries and variables', schema: contracts.caseDetailView },
  'IntakeController.one': { summary: 'Papers, fee, term and form of a process', schema: contracts.intakeView },
  'IntakeController.duplicates': { summary: 'Open cases of an applicant in a process', schema: contracts.duplicatesView },
  'IntakeController.applicant': { summary: 'Who applied, and their other cases', schema: contracts.applicantView },
  'CaseClockController.one': { summary: 'The legal term of a case and how it is counted', schema: contracts.caseClockAnswer },
  'CaseClockController.stop': { summary: 'Stop the clock of a case', schema: contracts.caseClockView },
  'CaseClockController.resume': { summary: 'Let the clock of a case go on', schema: contracts.caseClockView },
  'CaseClockController.extend': { summary: 'Extend the legal term of a case', schema: contracts.caseClockView },
  'WaitsController.list': { summary: 'What a case waits for beside tasks', schema: contracts.caseWaitsView },
  'CasesController.startStep': { summary: 'Start a step of an ad-hoc part', schema: z.object({ started: z.literal(true) }) },
  'CasesController.finishPart': { summary: 'Say that an ad-hoc part is done', schema: z.object({ finished: z.literal(true) }) },
  'CasesController.cancel': { summary: 'End a case before its end', schema: z.object({ canceled: z.literal(true) }) },
  'TasksController.list': { summary: 'Open tasks', schema: contracts.tasksView },
  'TasksController.detail': { summary: 'A task with its form and variables', schema: contracts.taskDetailView },
  'TasksController.claim': { summary: 'Take a task', schema: claimedTask },
  'TasksController.unclaim': { summary: 'Hand a task back', schema: taskId },
  'TasksController.assign': { summary: 'Give a task that names no role to somebody', schema: claimedTask },
  'TasksController.complete': { summary: 'Complete, sign or return a task', schema: contracts.completedTask },
  'DraftsController.list': { summary: 'What I typed and have not sent', schema: contracts.draftsView },
  'DraftsController.ofTask': { summary: 'My draft of the form of a task', schema: contracts.draftView },
  'DraftsController.saveOfTask': { summary: 'Keep what I typed into the form of a task', schema: contracts.savedDraft },
  'DraftsController.dropOfTask': { summary: 'Throw away my draft of the form of a task', schema: null },
  'DraftsController.ofStart': { summary: 'My draft of the form that starts a process', schema: contracts.draftView },
  'DraftsController.saveOfStart': {
    summary: 'Keep what I typed into the form that starts a process',
    schema: contracts.savedDraft,
  },
  'DraftsController.dropOfStart': { summary: 'Throw away my draft of the form that starts a process', schema: null },
  'InboxController.page': { summary: 'A page of a view of my work', schema: contracts.inboxPage },
  'InboxController.count': { summary: 'How much is in each of my views', schema: contracts.inboxCounts },
  'InboxController.columns': { summary: 'Case data of a process that lists may show', schema: contracts.columnsView },
  'InboxController.fatesOf': { summary: 'What became of tasks that were in a list', schema: contracts.fatesView },
  'InboxController.takeNext': { summary: 'Take the most urgent task that I may do', schema: contracts.takenNext },
  'InboxController.find': { summary: 'Find tasks and cases', schema: contracts.searchView },
  'SavedViewsController.create': { summary: 'Keep a view of my work', schema: contracts.savedView },
  'SavedViewsController.change': { summary: 'Change a view that I keep', schema: contracts.savedView },
  'SavedViewsController.remove': { summary: 'Delete a view that I keep', schema: null },
  'LiveController.listen': {
    summary: 'A stream of what changed, as far as I may know of it',
    schema: z.string(),
    contentType: 'text/event-stream',
  },
  'MessagesController.send': { summary: 'Send a message to who waits for it', schema: contracts.messageView },
  'ConditionsController.run': { summary: 'Start each process whose condition holds', schema: contracts.conditionView },
  'JobsController.incidents': { summary: 'Open incidents', schema: contracts.incidentsView },
  'JobsController.tryIncident': { summary: 'Try again what raised an incident', schema: z.object({ incidentId: z.string() }) },
  'JobsController.tryJob': {
    summary: 'Give a job further tries',
    schema: z.object({ jobId: z.string(), retries: z.number().int() }),
  },
};
