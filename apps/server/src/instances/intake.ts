import { Injectable } from '@nestjs/common';
import { CalendarError } from '@gaita/calendar';
import type { FlowNode } from '@gaita/bpmn';
import type { IntakeView } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { administers, Calendars, holdsRole } from '../identity/index.ts';
import type { Definition } from '../models/index.ts';
import { Definitions, Forms, processName } from '../models/index.ts';
import { Clock } from '../platform/clock.ts';
import { dayOfReceipt } from './day-of-receipt.ts';

const legal = /^legal:\s*(\S+)$/i;

/** What one should know before starting a case: papers, fee, term, form. */
@Injectable()
export class Intake {
  constructor(
    private readonly definitions: Definitions,
    private readonly forms: Forms,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a process that the actor does not see, or that no person starts. */
  async of(actor: Actor, key: string, receivedOn?: string): Promise<IntakeView | undefined> {
    const institution = startsIn(actor);
    const row = await this.definitions.latest(institution, key);
    const definition = row && (await this.definitions.byId(row.id));
    const start = definition?.process.startEvents.find(({ kind }) => kind === 'none');
    if (!definition || !start) return undefined;
    const { model } = definition;
    const first = firstTask(definition);
    const formKey = start.formKey ?? first?.formKey;
    const form = formKey === undefined ? undefined : await this.forms.of(definition.row, formKey);
    const description = model.texts[actor.language]?.documentation ?? model.documentation;
    const term = await this.termOf(definition, institution, receivedOn);
    const doesFirst = first !== undefined && rolesOf(first).some((role) => holdsRole(actor, role, institution));
    // What others sign or have to agree to is no application that one person hands in.
    const isAlone = first?.joint.length === 0 && !first.consulted.some(({ required }) => required);
    const isShown = form && (start.formKey !== undefined || (doesFirst && isAlone));
    return {
      key,
      name: processName(definition, actor.language),
      ...(description !== undefined && { description }),
      definitionId: definition.row.id,
      mayStart: mayStart(actor, definition, institution),
      papers: [...(model.intake?.papers[actor.language] ?? model.intake?.papers.en ?? [])],
      ...(model.intake?.fee !== undefined && { fee: model.intake.fee }),
      ...(term && { term }),
      ...(isShown && { form, formOf: start.formKey === undefined ? 'first-task' : 'start' }),
      ...(model.intake?.applicant !== undefined && { applicant: model.intake.applicant }),
      ...(model.term?.received !== undefined && { received: model.term.received }),
    };
  }

  private async termOf({ model }: Definition, institution: string, given?: string): Promise<IntakeView['term']> {
    const procedure = legal.exec(model.term?.due.trim() ?? '')?.[1];
    if (procedure === undefined) return undefined;
    const calendar = await this.calendars.of(institution);
    const today = calendar.dayOf(this.clock.now());
    const entered = dayOfReceipt(given, calendar);
    const receivedOn = entered !== undefined && entered <= today ? entered : today;
    try {
      const { term, act, article } = calendar.procedure(procedure, receivedOn);
      return { receivedOn, dueOn: calendar.legalDeadline(procedure, receivedOn).date, term, act, article };
    } catch (error) {
      if (error instanceof CalendarError) return undefined;
      throw error;
    }
  }
}

/** The institution whose case it becomes when somebody starts one and names none. */
export const startsIn = (actor: Actor): string => actor.roles[0]?.institution ?? actor.institution;

/** Who may start a process: whom the model names; where it names nobody, whoever does the first task; nobody: everybody. */
export function starters(definition: Definition): { readonly roles: readonly string[]; readonly users: readonly string[] } {
  const { candidateStarterGroups: roles, candidateStarterUsers: users } = definition.model;
  if (roles.length + users.length > 0) return { roles, users };
  const first = firstTask(definition);
  return { roles: first ? rolesOf(first) : [], users: [] };
}

export function mayStart(actor: Actor, definition: Definition, institution: string): boolean {
  if (administers(actor, institution)) return true;
  const { roles, users } = starters(definition);
  if (roles.length + users.length === 0) return actor.roles.some((held) => held.institution === institution);
  return users.includes(actor.account) || roles.some((role) => holdsRole(actor, role, institution));
}

type UserTask = Extract<FlowNode, { type: 'userTask' }>;

/** The user task to which the start that people use leads at once, also past a gateway that only joins. */
function firstTask({ model, process }: Definition): UserTask | undefined {
  const start = process.startEvents.find(({ kind }) => kind === 'none');
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  let at = start && nodes.get(start.elementId);
  for (let steps = 0; at && steps < nodes.size; steps++) {
    const [flow, ...more] = model.flows.filter(({ source }) => source === at?.id);
    const next: FlowNode | undefined = flow && more.length === 0 ? nodes.get(flow.target) : undefined;
    if (next?.type === 'userTask') return next;
    at = next?.type === 'exclusiveGateway' ? next : undefined;
  }
  return undefined;
}

const rolesOf = ({ candidateGroups }: UserTask): string[] =>
  candidateGroups.filter(({ language }) => language === 'literal').map(({ source }) => source);
