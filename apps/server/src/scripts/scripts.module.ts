import type { OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { JobHandlers, JobsModule } from '../jobs/index.ts';
import { ModelsModule } from '../models/index.ts';
import { RunScript } from './run-script.ts';
import { ScriptThreads } from './script-threads.ts';

/** Scripts that run at the same time: half of what the runner of jobs does at once. */
const atOnce = 4;

/** JavaScript of script tasks and listeners, in QuickJS. */
@Module({ imports: [JobsModule, ModelsModule], providers: [RunScript, ScriptThreads] })
export class ScriptsModule implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly runScript: RunScript,
  ) {}

  onModuleInit(): void {
    this.handlers.registerAnswering('gaita.script', this.runScript.run, atOnce);
  }
}
