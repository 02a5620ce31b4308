/** Columns of deployments.csv, in the order of its table schema. */
export const DEPLOYMENTS: readonly string[] = [
  ...['deploymentID', 'locationID', 'locationName', 'latitude', 'longitude', 'coordinateUncertainty'],
  ...['deploymentStart', 'deploymentEnd', 'setupBy', 'cameraID', 'cameraModel', 'cameraDelay', 'cameraHeight'],
  ...['cameraDepth', 'cameraTilt', 'cameraHeading', 'detectionDistance', 'timestampIssues', 'baitUse', 'featureType'],
  ...['habitat', 'deploymentGroups', 'deploymentTags', 'deploymentComments'],
];

/** Columns of media.csv. */
export const MEDIA: readonly string[] = [
  ...['mediaID', 'deploymentID', 'captureMethod', 'timestamp', 'filePath', 'filePublic', 'fileName', 'fileMediatype'],
  ...['exifData', 'favorite', 'mediaComments'],
];

/** Columns of observations.csv. */
export const OBSERVATIONS: readonly string[] = [
  ...['observationID', 'deploymentID', 'mediaID', 'eventID', 'eventStart', 'eventEnd', 'observationLevel'],
  ...['observationType', 'cameraSetupType', 'scientificName', 'count', 'lifeStage', 'sex', 'behavior', 'individualID'],
  ...['individualPositionRadius', 'individualPositionAngle', 'individualSpeed', 'bboxX', 'bboxY', 'bboxWidth'],
  ...['bboxHeight', 'classificationMethod', 'classifiedBy', 'classificationTimestamp', 'classificationProbability'],
  ...['observationTags', 'observationComments'],
];
