import type { Access } from '../access/access.ts';
import type { ServerDeps } from './deps.ts';
import { openapiDocument } from './document.ts';
import type { Door } from './door.ts';
import type { Metrics } from './metrics.ts';
import { type Reading, readResources } from './reading.ts';
import type { Resource } from './resource.ts';
import { auditResource } from './resources/audit.ts';
import { backupsResource, beginBackupResource } from './resources/backups.ts';
import {
  checkCameraResource,
  searchCamerasResource,
  stillResource,
  takeStillResource,
  testCameraResource,
  tryAddressResource,
} from './resources/camera-looks.ts';
import {
  addCameraResource,
  cameraSettingsResource,
  changeCameraResource,
  removeCameraResource,
} from './resources/camera-settings.ts';
import { cameraResource, camerasResource } from './resources/cameras.ts';
import { channelsResource, testChannelResource } from './resources/channels.ts';
import {
  changeChecklistResource,
  checklistSettingsResource,
  understandListResource,
} from './resources/checklist-settings.ts';
import { correctionResource } from './resources/deployments.ts';
import { eventsResource } from './resources/events.ts';
import { exportResource, exportsResource } from './resources/exports.ts';
import { feedSchemaResource, feedStreamResource, pushedSchemaResource } from './resources/feed.ts';
import { healthResource } from './resources/health.ts';
import { liveResource, pictureResource } from './resources/live.ts';
import { mediaResource } from './resources/media.ts';
import { mediaLinkResource } from './resources/media-links.ts';
import { metricsResource } from './resources/metrics.ts';
import { modelLinesResource, promotionResource, rollbackResource } from './resources/model-lines.ts';
import { modelsResource, pieceResource, stageResource, uploadResource } from './resources/models.ts';
import { openapiResource } from './resources/openapi.ts';
import { reviewResource } from './resources/reviews.ts';
import { logInResource, logOutResource, sessionResource } from './resources/session.ts';
import { SET_UP, setupResource, takeSetupResource } from './resources/setup.ts';
import {
  newShadowResource,
  shadowEndResource,
  shadowPictureResource,
  shadowReportResource,
  shadowsResource,
} from './resources/shadows.ts';
import { forgetResource, teachResource, whyTaughtResource } from './resources/teaching.ts';
import { makeTokenResource, revokeTokenResource, tokensResource } from './resources/tokens.ts';
import type { Streams } from './streams.ts';
import type { Viewers } from './viewers.ts';

/** What resources need besides the queries. */
export interface Surroundings {
  readonly dataFolder: string;
  readonly now: () => number;
  readonly streams: Streams;
  readonly viewers: Viewers;
  readonly metrics: Metrics;
  /** Answers what only reads. */
  readonly reading: Reading;
  readonly access: Access;
  readonly door: Door;
  /** Below which path a proxy shows this box; empty at the top. */
  readonly basePath: string;
}

/** Every address of the API. */
export function createResources(
  deps: ServerDeps,
  { dataFolder, now, streams, viewers, metrics, reading, access, door, basePath }: Surroundings,
): Resource[] {
  const reads = readResources(deps, now).map((resource) => {
    const { path, long } = resource;
    return resource.answeredBy((input, signal) => reading.answer({ path, long, input }, signal));
  });
  const resources: Resource[] = [
    healthResource(deps, now),
    camerasResource(deps),
    cameraResource(deps),
    pictureResource(deps),
    liveResource(viewers),
    setupResource(SET_UP),
    takeSetupResource(SET_UP),
    addCameraResource(deps.desk),
    cameraSettingsResource(deps.desk),
    changeCameraResource(deps.desk),
    removeCameraResource(deps.desk),
    checkCameraResource(deps.desk),
    takeStillResource(deps.desk),
    stillResource(deps.desk),
    testCameraResource(deps.desk),
    searchCamerasResource(deps.desk),
    tryAddressResource(deps.desk),
    // Before that of an alert of any id.
    channelsResource(deps),
    checklistSettingsResource(deps.checklistDesk, deps),
    changeChecklistResource(deps.checklistDesk, deps),
    understandListResource(deps),
    ...reads,
    reviewResource(deps),
    teachResource(deps),
    whyTaughtResource(deps),
    forgetResource(deps),
    correctionResource(deps),
    testChannelResource(deps),
    backupsResource(deps),
    beginBackupResource(deps),
    modelsResource(deps.bundles),
    uploadResource(deps.bundles),
    pieceResource(deps.bundles),
    stageResource(deps.bundles),
    modelLinesResource(deps.turnover),
    promotionResource(deps.turnover),
    rollbackResource(deps.turnover),
    shadowsResource(deps.shadows),
    shadowReportResource(deps.shadows),
    shadowPictureResource(deps.shadows),
    newShadowResource(deps.shadows),
    shadowEndResource(deps.shadows),
    mediaResource(deps, dataFolder),
    mediaLinkResource(deps, access, now),
    exportsResource(deps),
    exportResource(deps, now),
    eventsResource(deps, streams),
    feedStreamResource(deps, streams),
    feedSchemaResource(),
    pushedSchemaResource(),
    openapiResource(() => openapiDocument(resources, basePath)),
    sessionResource(access, () => reading.wake()),
    logInResource(access, door, `${basePath}/`, now),
    logOutResource(access, `${basePath}/`),
    tokensResource(access),
    makeTokenResource(access, now),
    revokeTokenResource(access, now),
    auditResource(access),
    metricsResource(deps, metrics),
  ];
  return resources;
}
