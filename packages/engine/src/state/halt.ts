import { CalendarError } from '@gaita/calendar';
import { ExpressionError } from '@gaita/expressions';

/** An element cannot go on: thrown by its behaviour, becomes an incident of this type. */
export class Halt extends Error {
  override readonly name = 'Halt';
  readonly incidentType: string;
  constructor(incidentType: string, message: string) {
    super(message);
    this.incidentType = incidentType;
  }
}

/** The incident that an error stands for; undefined for a defect of the program. */
export function incidentOf(error: unknown): { type: string; message: string } | undefined {
  if (error instanceof Halt) return { type: error.incidentType, message: error.message };
  if (error instanceof ExpressionError || error instanceof CalendarError)
    return { type: 'expressionFailed', message: error.message };
  return undefined;
}
