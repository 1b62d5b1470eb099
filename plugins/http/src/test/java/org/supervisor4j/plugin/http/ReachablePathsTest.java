package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachablePathsTest {

    private final List<PathClaim> claims = List.of(
            new PathClaim(List.of("/RPC2", "/RPC2/*"), true),
            new PathClaim(List.of("/ui/*", "/", "*.css"), true),
            new PathClaim(List.of("/ui/admin/*", "/ui/report", "*.exe"), false),
            new PathClaim(List.of("/system/console/*"), false));

    @ParameterizedTest
    @ValueSource(strings = {"/RPC2", "/RPC2/x", "/ui", "/ui/", "/ui/adminx", "/ui/a.exe", "/", "/any.css", "/ui/report/x"})
    void whatAServletServesThatLooksAtRightsIsReachable(String path) {
        assertThat(ReachablePaths.isReachable(path, claims)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/RPC2x", "/ui/admin", "/ui/admin/x", "/ui/report", "/system/console", "/system/console/bundles", "/system",
        "/a.exe", "/nobody", "", "//", "/UI"
    })
    void whatAnotherServesOrNobodyIsNot(String path) {
        assertThat(ReachablePaths.isReachable(path, claims)).isFalse();
    }

    @Test
    void ofTwoForOnePathBothMustLookAtRights() {
        assertThat(ReachablePaths.isReachable(
                "/a", List.of(new PathClaim(List.of("/a"), true), new PathClaim(List.of("/a"), false)))).isFalse();
        assertThat(ReachablePaths.isReachable("/", List.of())).isFalse();
    }
}
