void f(int a[4])
{
#pragma HLS aggregate variable=a compact=banana
#pragma HLS allocation instances=a limit=1 type=banana
#pragma HLS allocation instances=a limit=0
#pragma HLS array_partition variable=a type=banana
#pragma HLS array_partition variable=a factor=0
#pragma HLS array_partition variable=a dim=-1
#pragma HLS array_partition variable=a dynamic=1
#pragma HLS array_partition variable=a off=maybe
#pragma HLS array_reshape variable=a type=banana
#pragma HLS array_reshape variable=a factor=0
#pragma HLS array_reshape variable=a dim=-1
#pragma HLS array_reshape variable=a object=1
#pragma HLS array_stencil variable=a off=1
#pragma HLS bind_op variable=a op=banana
#pragma HLS bind_op variable=a op=mul impl=banana
#pragma HLS bind_op variable=a op=mul latency=-2
#pragma HLS bind_storage variable=a type=banana
#pragma HLS bind_storage variable=a type=fifo impl=banana
#pragma HLS bind_storage variable=a type=fifo latency=-2
#pragma HLS cache port=a lines=0
#pragma HLS cache port=a depth=0
#pragma HLS cache port=a ways=0
#pragma HLS dataflow disable_start_propagation=1
#pragma HLS dataflow interval=1
#pragma HLS data_pack variable=a byte_pad=banana
#pragma HLS dependence class=banana
#pragma HLS dependence type=banana
#pragma HLS dependence direction=banana
#pragma HLS dependence distance=0
#pragma HLS dependence dependent=banana
#pragma HLS expression_balance off=1
#pragma HLS inline type=banana
#pragma HLS inline recursive=1
#pragma HLS inline off=1
#pragma HLS interface port=a mode=banana
#pragma HLS interface port=a depth=-1
#pragma HLS interface port=a num_read_outstanding=-1
#pragma HLS interface port=a num_write_outstanding=-1
#pragma HLS interface port=a max_read_burst_length=-1
#pragma HLS interface port=a max_write_burst_length=-1
#pragma HLS interface port=a latency=-2
#pragma HLS interface port=a max_widen_bitwidth=-1
#pragma HLS interface port=a channel=-1
#pragma HLS interface port=a register=1
#pragma HLS interface port=a register_mode=banana
#pragma HLS interface port=a interrupt=1.5
#pragma HLS interface port=a direct_io=maybe
#pragma HLS interface port=a autorestart=1
#pragma HLS latency min=-1
#pragma HLS latency min=1 max=-1
#pragma HLS loop_flatten off=1
#pragma HLS loop_merge force=1
#pragma HLS loop_tripcount max=1 min=-1
#pragma HLS loop_tripcount max=-1
#pragma HLS loop_tripcount max=1 avg=-1
#pragma HLS occurrence cycle=0
#pragma HLS performance target_ti=-1
#pragma HLS performance target_ti=1 target_tl=-1
#pragma HLS performance target_ti=1 assume_ti=-1
#pragma HLS performance target_ti=1 assume_tl=-1
#pragma HLS performance target_ti=1 scope=banana
#pragma HLS pipeline II=-2
#pragma HLS pipeline rewind=1
#pragma HLS pipeline off=1
#pragma HLS pipeline style=banana
#pragma HLS protocol mode=banana
#pragma HLS reset variable=a off=1
#pragma HLS resource variable=a core=a latency=-2
#pragma HLS stream variable=a type=banana
#pragma HLS stream variable=a depth=-1
#pragma HLS unroll factor=0
#pragma HLS unroll skip_exit_check=1
#pragma HLS unroll type=banana
#pragma HLS unroll off=maybe
#pragma HLS pipeline II=1.5
#pragma HLS pipeline II="2"
#pragma HLS pipeline II=
#pragma HLS pipeline II
#pragma HLS pipeline style=fpl
#pragma HLS bind_storage variable=a type=RAM2P
#pragma HLS array_partition variable=a dim
#pragma HLS array_partition variable type=complete
#pragma HLS array_partition variable=a type=(complete)
#pragma HLS unroll factor=0x0
#pragma HLS unroll factor=2u
#pragma HLS unroll factor=N/2
}
