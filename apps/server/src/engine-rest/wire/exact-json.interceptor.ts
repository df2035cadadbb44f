import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable, StreamableFile } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';
import { refusal } from './camunda-error.ts';

/** The JavaScript worker client takes no answer whose content type says more than this. */
const exactJson = 'application/json';

/** Turns what a handler returns into JSON with the exact content type; nothing stays nothing (204). */
@Injectable()
export class ExactJsonInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler<unknown>): Observable<StreamableFile | undefined> {
    return next.handle().pipe(
      map((value) => {
        if (value === undefined) return undefined;
        if (isRejection(value)) throw refusal(value);
        if (value instanceof StreamableFile) return value;
        const text = Buffer.from(JSON.stringify(value));
        return new StreamableFile(text, { type: exactJson, length: text.length });
      }),
    );
  }
}
