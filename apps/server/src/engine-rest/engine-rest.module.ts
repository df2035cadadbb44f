import type { MiddlewareConsumer, NestModule } from '@nestjs/common';
import { Module, RequestMethod } from '@nestjs/common';
import { DocumentsModule } from '../documents/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { JobsModule } from '../jobs/index.ts';
import { MessagesModule } from '../messages/index.ts';
import { ModelsModule } from '../models/index.ts';
import { TasksModule } from '../tasks/index.ts';
import { ExternalTaskCommands } from './external-tasks/external-task-commands.ts';
import { ExternalTasksController } from './external-tasks/external-tasks.controller.ts';
import { FetchExternalTasks } from './external-tasks/fetch-external-tasks.ts';
import { HistoryController } from './history/history.controller.ts';
import { HistoryQueries } from './history/history-queries.ts';
import { Lists } from './lists/lists.ts';
import { DecisionDefinitionsController } from './repository/decision-definitions.controller.ts';
import { DeploymentsController } from './repository/deployments.controller.ts';
import { ProcessDefinitionsController } from './repository/process-definitions.controller.ts';
import { CamundaConditionsController } from './runtime/conditions.controller.ts';
import { CorrelationResults } from './runtime/correlation-results.ts';
import { CamundaIncidentsController } from './runtime/incidents.controller.ts';
import { InstanceVariables } from './runtime/instance-variables.ts';
import { CamundaMessagesController } from './runtime/messages.controller.ts';
import { ProcessInstancesController } from './runtime/process-instances.controller.ts';
import { TaskCommands } from './runtime/task-commands.ts';
import { TaskHands } from './runtime/task-hands.ts';
import { TaskQueries } from './runtime/task-queries.ts';
import { TaskCommentsController } from './runtime/task-comments.controller.ts';
import { CamundaTasksController } from './runtime/tasks.controller.ts';
import { acceptEngineName } from './wire/engine-rest-controller.ts';
import { Tenants } from './wire/tenants.ts';
import { UnknownRoutesController, VersionController } from './wire/version.controller.ts';

/** The dialect of Camunda 7: its paths, bodies, status codes and words over the commands of our own. */
@Module({
  imports: [DocumentsModule, IdentityModule, ModelsModule, InstancesModule, TasksModule, JobsModule, MessagesModule],
  controllers: [
    VersionController,
    DeploymentsController,
    ProcessDefinitionsController,
    DecisionDefinitionsController,
    ProcessInstancesController,
    CamundaTasksController,
    TaskCommentsController,
    CamundaMessagesController,
    CamundaConditionsController,
    CamundaIncidentsController,
    HistoryController,
    ExternalTasksController,
    UnknownRoutesController,
  ],
  providers: [
    Lists,
    Tenants,
    InstanceVariables,
    TaskQueries,
    TaskCommands,
    TaskHands,
    CorrelationResults,
    HistoryQueries,
    FetchExternalTasks,
    ExternalTaskCommands,
  ],
})
export class EngineRestModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    const path = 'engine-rest/engine/default/*path';
    // named one by one: a middleware for all methods sees the address without this path
    const methods = [RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE];
    consumer.apply(acceptEngineName).forRoutes(...methods.map((method) => ({ path, method })));
  }
}
