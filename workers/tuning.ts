import type { WorkerOptions } from '@temporalio/worker'

/** How every worker of ours polls, beats and stops; tests run with the same. */
export const TUNING = {
  // Two pollers of each kind cost less than the defaults and lost nothing at this size (docs/performance.md).
  maxConcurrentWorkflowTaskPolls: 2,
  maxConcurrentActivityTaskPolls: 2,
  // Recovery after a crash waits for this however fast the activities are.
  stickyQueueScheduleToStartTimeout: '3 seconds',
  // Heartbeats are also how a running model call hears that it was cancelled; the SDK would hold them back for four seconds.
  maxHeartbeatThrottleInterval: '1 second',
  defaultHeartbeatThrottleInterval: '1 second',
  // The default of 0 would cancel running model calls at once.
  shutdownGraceTime: '10 seconds',
  shutdownForceTime: '20 seconds',
} as const satisfies Partial<WorkerOptions>
