import { Injectable } from '@nestjs/common';
import type { FormFault, Rejection, Variables } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import { ExpressionError, ExpressionSyntaxError, compileExpression } from '@gaita/expressions';
import type { Actor } from '../identity/index.ts';
import { Calendars, seesOwnOnly } from '../identity/index.ts';
import type { LoadedInstance } from '../instances/index.ts';
import { Definitions, feelGuard, Forms } from '../models/index.ts';
import type { TaskRow } from './tables.ts';
import { checkForm } from './form/check-form.ts';
import type { EvaluateFeel } from './form/form-schema.ts';

/** Of what somebody from outside may write where their task has no form: nothing. */
const noFields = { components: [] };

/** Checks what a person enters against the form in the deployment of the task's definition. */
@Injectable()
export class CheckTaskForm {
  constructor(
    private readonly definitions: Definitions,
    private readonly forms: Forms,
    private readonly calendars: Calendars,
  ) {}

  /**
   * Gives what the form lets through; everything when the task has no form, but nothing from somebody from outside. The form of
   * a task to sign is read-only: it lets nothing through. Rejection: `form-invalid` with a `FormFault` for each field.
   */
  run(actor: Actor, task: TaskRow, entered: Variables, loaded: LoadedInstance): Promise<Variables | Rejection> {
    return this.check(actor, task, entered, loaded, () => true);
  }

  /**
   * What a program may write with a task without filling in its form, as clients of Camunda do: everything, but nobody changes what
   * they only sign or give an opinion on, and somebody from outside fills in fields of their form only. Rejection: `form-invalid`.
   * @param finishes the task is completed by it, so needed fields must be there
   */
  async pastForm(actor: Actor, task: TaskRow, entered: Variables, loaded: LoadedInstance, finishes: boolean) {
    if (task.opinionOf !== null || task.signing?.role !== undefined) return {};
    if (!seesOwnOnly(actor, task.institution)) return entered;
    return this.check(actor, task, entered, loaded, ({ rule }) => finishes || rule !== 'required');
  }

  private async check(
    actor: Actor,
    task: TaskRow,
    entered: Variables,
    loaded: LoadedInstance,
    counts: (fault: FormFault) => boolean,
  ): Promise<Variables | Rejection> {
    if (task.signing?.role !== undefined) return {};
    const definition = task.formKey === null ? undefined : await this.definitions.byId(task.definitionId);
    const form = definition && task.formKey !== null ? await this.forms.of(definition.row, task.formKey) : undefined;
    const schema = form?.schema ?? (seesOwnOnly(actor, task.institution) ? noFields : undefined);
    if (schema === undefined) return entered;
    const context = { now: loaded.now, calendar: await this.calendars.of(task.institution) };
    const evaluate: EvaluateFeel = (source, lookup) => {
      try {
        return compileExpression(source, 'feel', { guard: feelGuard }).evaluate(lookup, context);
      } catch (error) {
        if (error instanceof ExpressionError || error instanceof ExpressionSyntaxError) return null;
        throw error;
      }
    };
    const seen = visibleVariables(await loaded.at(task), task.tokenId).variables;
    const { values, faults: found } = checkForm(schema, entered, seen, { evaluate, guard: feelGuard });
    const faults = found.filter(counts);
    if (faults.length === 0) return values;
    const fields = [...new Set(faults.map(({ field }) => field))].join(', ');
    return rejected('form-invalid', `The form is not filled in correctly: ${fields}.`, { faults });
  }
}
