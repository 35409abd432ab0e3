package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnOrderTest {
    @Test
    void everyElementFindsItsPlace() {
        ColumnOrder order = new ColumnOrder(new int[]{3, 1, 4, 2});
        for (int l = 0; l < 2; l++) {
            for (int k = 0; k < 4; k++) {
                for (int i = 0; i < 3; i++) {
                    assertThat(order.next()).isEqualTo((i * 4 + k) * 2 + l);
                }
            }
        }
    }
}
