import { Injectable } from '@nestjs/common';
import type { Rejection, Variables } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import { ExpressionError, ExpressionSyntaxError, compileExpression } from '@gaita/expressions';
import { Calendars } from '../identity/index.ts';
import type { LoadedInstance } from '../instances/index.ts';
import { Definitions, feelGuard, Forms } from '../models/index.ts';
import type { TaskRow } from './tables.ts';
import { checkForm } from './form/check-form.ts';
import type { EvaluateFeel } from './form/form-schema.ts';

/** Checks what a person enters against the form in the deployment of the task's definition. */
@Injectable()
export class CheckTaskForm {
  constructor(
    private readonly definitions: Definitions,
    private readonly forms: Forms,
    private readonly calendars: Calendars,
  ) {}

  /**
   * Gives what the form lets through; everything when the task has no form. The form of a task to sign is read-only: it lets
   * nothing through. Rejection: `form-invalid` with a `FormFault` for each field.
   */
  async run(task: TaskRow, entered: Variables, loaded: LoadedInstance): Promise<Variables | Rejection> {
    if (task.signing?.role !== undefined) return {};
    const definition = task.formKey === null ? undefined : await this.definitions.byId(task.definitionId);
    const form = definition && task.formKey !== null ? await this.forms.of(definition.row, task.formKey) : undefined;
    if (!form) return entered;
    const context = { now: loaded.now, calendar: await this.calendars.of(task.institution) };
    const evaluate: EvaluateFeel = (source, lookup) => {
      try {
        return compileExpression(source, 'feel', { guard: feelGuard }).evaluate(lookup, context);
      } catch (error) {
        if (error instanceof ExpressionError || error instanceof ExpressionSyntaxError) return null;
        throw error;
      }
    };
    const { values, faults } = checkForm(form.schema, entered, visibleVariables(await loaded.at(task), task.tokenId).variables, {
      evaluate,
      guard: feelGuard,
    });
    if (faults.length === 0) return values;
    const fields = [...new Set(faults.map(({ field }) => field))].join(', ');
    return rejected('form-invalid', `The form is not filled in correctly: ${fields}.`, { faults });
  }
}
