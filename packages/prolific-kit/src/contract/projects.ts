import type { StudyFilter } from './filters.ts'
import type { LimitOffset } from './limit-offset.ts'
import { get, list, type Open, patch, post, type Resource } from './operation.ts'
import type { ProjectChanges } from './project-changes.ts'
import type { WorkspaceRef, WorkspaceUser } from './workspaces.ts'

/** What participants see of a public project. */
export interface PublicDetails {
  /** Whether participants see the project. */
  status?: Open<'ENABLED' | 'DISABLED'>
  /** Title that participants see. It cannot change once the project has published studies. */
  title?: string
  /** A line or two about the project for participants. */
  short_description?: string
  /** Everything else that participants should know about the project. */
  description?: string
}

/** How a project of several waves recruits. */
export interface LongitudinalConfig {
  /**
   * How many completions the last wave should have.
   * @asType integer
   */
  target_completions: number
  /** Share of participants expected to come back from wave to wave. The vendor does not say whether 0.8 or 80. */
  retention_rate: number
  /** Who may enter the first wave; several filters must all be met. */
  filters?: readonly StudyFilter[]
}

/** The waves of a project. */
export interface ProjectLongitudinal {
  /** How the project recruits. */
  config?: LongitudinalConfig | null
  /** Expected and actual retention, by study id of the wave. The vendor describes it no further. */
  retention?: Record<string, unknown>
}

/** A project as lists show it. */
export interface ProjectSummary {
  /** Id of the project, 24 hexadecimal digits. */
  id: string
  /** Name of the project. */
  title: string
  /** What the project is for. */
  description?: string
  /** Id of the account that created the project. */
  owner?: string
  /** Whether participants can see the project itself. */
  type: Open<'PRIVATE' | 'PUBLIC'>
  /** What participants see of a public project; null for a private one. */
  public_details?: PublicDetails | null
  /** Everybody with access to the project. */
  users?: WorkspaceUser[]
  /**
   * Balance between speed (0) and participants who have taken few studies (1); null leaves it to Prolific.
   * @minimum 0
   * @maximum 1
   */
  naivety_distribution_rate?: number | null
}

/** A study of a project, by name. */
export interface ProjectStudy {
  /** Id of the study. */
  id: string
  /** Name of the study. */
  name?: string
}

/** A project: the studies of one undertaking, in one workspace. */
export interface Project extends ProjectSummary {
  /** Id of the workspace that the project is in, and whose wallet pays for its studies. */
  workspace?: string
  /** Whether the project has several waves. */
  is_longitudinal?: boolean
  /** The waves, if the project has several. */
  longitudinal?: ProjectLongitudinal | null
  /** Studies of the project. Seen in answers, not described by the vendor. */
  studies?: ProjectStudy[]
}

/** One project, by id. */
export interface ProjectRef {
  /** Id of the project, 24 hexadecimal digits. */
  project_id: string
}

/** One project within its workspace. */
export interface WorkspaceProjectRef extends WorkspaceRef, ProjectRef {}

/** The projects of one workspace. */
export interface ProjectQuery extends WorkspaceRef, LimitOffset {}

/** What participants shall see of a new public project. */
export interface NewPublicDetails {
  /**
   * Whether participants see the project.
   * @default "ENABLED"
   */
  status?: 'ENABLED' | 'DISABLED'
  /** Title that participants see. It cannot change once the project has published studies. */
  title?: string
  /** A line or two about the project for participants. */
  short_description?: string
  /** Everything else that participants should know about the project. */
  description?: string
}

/** The waves of a new project. The studies themselves are added to the project afterwards. */
export interface NewProjectLongitudinal {
  /** How the project recruits. */
  config?: LongitudinalConfig
}

/** A new project. */
export interface NewProject extends WorkspaceRef {
  /** Name of the project. */
  title: string
  /** What the project is for. */
  description?: string
  /**
   * Whether participants can see the project itself.
   * @default "PRIVATE"
   */
  type?: 'PRIVATE' | 'PUBLIC'
  /** What participants see of a public project; leave it out of a private one. */
  public_details?: NewPublicDetails | null
  /**
   * Balance between speed (0: everybody eligible sees a study at once) and participants who have taken few
   * studies (1). Without it, Prolific chooses for each study. A study may set its own.
   * @minimum 0
   * @maximum 1
   */
  naivety_distribution_rate?: number | null
  /**
   * Whether the project has several waves.
   * @default false
   */
  is_longitudinal?: boolean
  /** How a project of several waves recruits; only with `is_longitudinal`. */
  longitudinal?: NewProjectLongitudinal | null
}

export const projects = {
  /** Lists the projects of a workspace. */
  listForWorkspace: list<ProjectQuery, ProjectSummary>('GET /api/v1/workspaces/{workspace_id}/projects/', {
    id: 'get-projects',
    pages: 'limit-offset',
  }),
  /** Reads one project, by its id alone; the answer names its workspace. */
  retrieve: get<ProjectRef, Project>('GET /api/v1/projects/{project_id}/', { id: 'get-project' }),
  /** Reads one project of a workspace. The vendor describes only the shorter path of `projects.retrieve`. */
  retrieveForWorkspace: get<WorkspaceProjectRef, Project>(
    'GET /api/v1/workspaces/{workspace_id}/projects/{project_id}/',
    { id: 'get-workspace-project', stability: 'observed' },
  ),
  /** Creates a project in a workspace and makes you its editor. */
  createForWorkspace: post<NewProject, Project>('POST /api/v1/workspaces/{workspace_id}/projects/', {
    id: 'create-project',
    status: 201,
  }),
  /** Changes the fields of a project that are given, and no others. */
  update: patch<ProjectChanges, Project>('PATCH /api/v1/projects/{project_id}/', {
    id: 'update-project',
  }),
}

/** Projects: the studies of one undertaking, within a workspace. */
export interface Projects extends Resource<typeof projects> {}
