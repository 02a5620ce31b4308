/** Where the cameras of a maker have their streams, as paths of an RTSP address. */
export interface AddressForm {
  readonly brand: string;
  /** Path and query of the main stream, with `{user}` and `{password}` where the camera wants them there. */
  readonly main: string;
  /** Of the smaller stream of the same picture. */
  readonly sub: string;
  /** Where that is told in public. */
  readonly source: string;
}

/**
 * Known forms, the commonest first, those that carry the log-in last: a wrong form costs a camera an answer, and a password in
 * the path of a camera of another make stands in its log. Channel 1 is the camera itself.
 */
export const ADDRESS_FORMS: readonly AddressForm[] = [
  {
    brand: 'Hikvision',
    main: '/Streaming/Channels/101',
    sub: '/Streaming/Channels/102',
    source: 'https://supportusa.hikvision.com/support/solutions/articles/17000129022',
  },
  {
    brand: 'Dahua',
    main: '/cam/realmonitor?channel=1&subtype=0',
    sub: '/cam/realmonitor?channel=1&subtype=1',
    source: 'https://www.cnblogs.com/lidabo/p/4103227.html',
  },
  {
    brand: 'TP-Link (Tapo, VIGI)',
    main: '/stream1',
    sub: '/stream2',
    source: 'https://github.com/orgs/GuardianEye-Official/discussions/14',
  },
  {
    brand: 'Uniview',
    main: '/media/video1',
    sub: '/media/video2',
    source: 'https://mofulls.pixnet.net/blog/post/351191279',
  },
  {
    brand: 'Uniview (unicast)',
    main: '/unicast/c1/s0/live',
    sub: '/unicast/c1/s1/live',
    source: 'https://mofulls.pixnet.net/blog/post/351191279',
  },
  {
    brand: 'Uniview (video1)',
    main: '/video1',
    sub: '/video2',
    source: 'https://mofulls.pixnet.net/blog/post/351191279',
  },
  {
    brand: 'Reolink',
    main: '/Preview_01_main',
    sub: '/Preview_01_sub',
    source: 'https://support.reolink.com/hc/en-us/articles/900000630706-Introduction-to-RTSP/',
  },
  {
    brand: 'Reolink (h264Preview)',
    main: '/h264Preview_01_main',
    sub: '/h264Preview_01_sub',
    source: 'https://support.reolink.com/hc/en-us/articles/900000630706-What-is-RTSP',
  },
  {
    brand: 'Hikvision (before 2012)',
    main: '/h264/ch1/main/av_stream',
    sub: '/h264/ch1/sub/av_stream',
    source: 'https://www.cnblogs.com/lidabo/p/4103227.html',
  },
  {
    brand: 'Xiongmai',
    main: '/user={user}&password={password}&channel=1&stream=0.sdp',
    sub: '/user={user}&password={password}&channel=1&stream=1.sdp',
    source: 'https://github.com/ZoneMinder/zoneminder/issues/3058',
  },
  {
    brand: 'Xiongmai (underscores)',
    main: '/user={user}_password={password}_channel=1_stream=0.sdp',
    sub: '/user={user}_password={password}_channel=1_stream=1.sdp',
    source: 'https://github.com/ZoneMinder/zoneminder/issues/3058',
  },
];
